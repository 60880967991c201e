using System.Collections.Immutable;
using GradeBench.Analyzers.SharedState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0506: work is started and its task thrown away, so nobody learns when it ends or that it failed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FireAndForgetAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.FireAndForget, RuleCategories.Async,
        "Work is started and forgotten",
        "'{0}' is started and its task thrown away, so nobody learns when it ends or that it failed. Await it, keep the task, or handle its failures inside.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.AsyncFireAndForget);
        foreach (var call in program.Operations.OfType<IInvocationOperation>())
        {
            // What follows on a task looks at its end.
            if (program.Symbols.IsTask(call.Type) && IsThrownAway(call) && call.TargetMethod.Name != "ContinueWith" && !HandlesItsFailures(call, program))
                sightings.Add(report, call.Location(), call.TargetMethod.Name);
        }

        report(sightings.Conclude("Work is started and its task thrown away.", "No started work is forgotten."));
    }

    private static bool IsThrownAway(IOperation call)
    {
        var (value, parent) = (call, call.Parent);
        while (parent is IConversionOperation or IParenthesizedOperation || parent is IConditionalAccessOperation access && access.WhenNotNull == value)
            (value, parent) = (parent, parent.Parent);

        return parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    // Its own code, or the code it is given to run, has every call inside a try that catches.
    private static bool HandlesItsFailures(IInvocationOperation call, SourceProgram program)
    {
        var bodies = call.Arguments.SelectMany(argument => DelegateTargets.Of(argument.Value)).Append(call.TargetMethod).Select(program.BodyOf).OfType<IOperation>().ToList();
        return bodies.Count > 0 && bodies.All(body => IsGuarded(body, program));
    }

    private static bool IsGuarded(IOperation body, SourceProgram program)
    {
        var calls = body.SelfAndInner().OfType<IInvocationOperation>().ToList();
        // () => SaveAsync(order) is as careful as SaveAsync.
        if (calls.Count == 1 && program.BodyOf(calls[0].TargetMethod) is { } inner && inner != body && !IsTried(calls[0], body))
            return inner.SelfAndInner().OfType<IInvocationOperation>().All(call => IsTried(call, inner));

        return calls.All(call => IsTried(call, body));
    }

    private static bool IsTried(IOperation call, IOperation body)
    {
        for (var current = call; current.Parent is not null && current != body; current = current.Parent)
        {
            if (current is ICatchClauseOperation || current.Parent is ITryOperation { Catches.IsEmpty: false } || current.Parent is ITryOperation tried && tried.Finally == current) return true;
        }

        return false;
    }
}
