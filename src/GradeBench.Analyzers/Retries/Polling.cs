using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Tells asking whether something is there yet from trying to get it. Both go round until an answer is good; but who polls
/// wants nothing of the answer, or is told that all is well and not finished, and gives up by the clock or never.
/// </summary>
internal static class Polling
{
    private static readonly string[] Questions = ["Is", "Are", "Has", "Can", "Exists"];

    /// <summary>Whether a test on the answer leads back on what is no failure: 202 Accepted, a "no" to a question.</summary>
    /// <param name="leadsBackWhen">What the test's value is where the call comes round again.</param>
    public static bool IsNotYet(IInvocationOperation call, IOperation test, bool leadsBackWhen) => NamesSuccess(test) == leadsBackWhen || IsQuestion(call.TargetMethod);

    /// <summary>Whether a page is asked for and nothing of it is read but its status, until a time or for ever.</summary>
    public static bool OnlyLooks(RetrySite site, IReadOnlyList<ISymbol> answers) =>
        site.Handlers.Count == 0 && site.Attempts[0] is var call && Asks(call.TargetMethod)
        && (!RetryBound.IsBounded(site) || site.Cycle.SelfAndInner().Any(RetryBound.IsClock))
        && IsStatusOnly(call) && answers.All(answer => answer is ILocalSymbol && site.Flow.Body.DescendantsAndSelf().Where(o => o.ReferencedSymbol().Is(answer)).All(IsStatusOnly));

    /// <summary>What the jump's value is on the way to a block.</summary>
    public static bool ValueTowards(BasicBlock jump, BasicBlock destination) =>
        (jump.ConditionKind == ControlFlowConditionKind.WhenTrue) == (jump.ConditionalSuccessor?.Destination == destination);

    // Null where no success is named: "not 200" is a failure, and so is 503.
    private static bool? NamesSuccess(IOperation test) => test.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal when IsSuccess(equal.LeftOperand) || IsSuccess(equal.RightOperand) => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs when IsSuccess(differs.LeftOperand) || IsSuccess(differs.RightOperand) => false,
        IIsPatternOperation { Pattern: IConstantPatternOperation constant } when IsSuccess(constant.Value) => true,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } when IsSuccess(constant.Value) => false,
        _ => null,
    };

    private static bool IsSuccess(IOperation value) =>
        value.Type.FullName() == "System.Net.HttpStatusCode" && value.ConstantValue is { HasValue: true, Value: >= 200 and < 300 };

    private static bool IsQuestion(IMethodSymbol method) =>
        Answered(method.ReturnType).SpecialType == SpecialType.System_Boolean
        && Questions.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal) && (method.Name.Length == word.Length || char.IsUpper(method.Name[word.Length])));

    // Whoever posts until it is accepted wants it done; whoever gets a page and does not read it wants to know.
    private static bool Asks(IMethodSymbol method) =>
        Answered(method.ReturnType).FullName() == "System.Net.Http.HttpResponseMessage"
        && (method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("Head", StringComparison.Ordinal));

    private static ITypeSymbol Answered(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task ? task.TypeArguments[0] : type;

    private static bool IsStatus(IPropertyReferenceOperation property) =>
        property.Property.Name is "IsSuccessStatusCode" or "StatusCode" or "ReasonPhrase" or "Version";

    private static bool IsStatusOnly(IOperation answer)
    {
        var (part, parent) = (answer, answer.Parent);
        while (parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" })
            (part, parent) = (parent, parent.Parent);

        return parent switch
        {
            IPropertyReferenceOperation property => IsStatus(property),
            IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation property } access => access.Operation == part && IsStatus(property),
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
            IInvocationOperation call => call.TargetMethod.Name == "Dispose",
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } } => true,
            IVariableInitializerOperation => answer is IInvocationOperation,
            IAssignmentOperation assignment => answer is IInvocationOperation || assignment.Target == part,
            _ => false,
        };
    }
}
