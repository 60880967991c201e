using System.Collections.Immutable;
using GradeBench.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>GB0205: an exception stands for an ordinary answer: thrown to get to a handler of the same function, or caught where one could ask first.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ControlFlowAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.ExceptionAsControlFlow, RuleCategories.Exceptions,
        "An exception is used as control flow",
        "{0}");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.ExceptionsControlFlow);
        foreach (var tried in program.Operations.OfType<ITryOperation>())
        {
            foreach (var clause in tried.Catches.Where(clause => !EndsInThrow(clause)))
            {
                if (Jump(tried, clause, program) is { } thrown)
                    sightings.Add(report, thrown.Location(), $"'{thrown.Exception!.Unwrapped().Type!.Name}' is thrown only to get to the catch below. Return, or use a condition.");
                else if (Question(tried, clause) is var (place, advice))
                    sightings.Add(report, place.Location(), $"What can be asked is found out by failing here. {advice}");
            }
        }

        report(sightings.Conclude("Exceptions stand for ordinary answers.", "No exception stands for an ordinary answer."));
    }

    // A throw whose first handler is this one, in the same function.
    private static IThrowOperation? Jump(ITryOperation tried, ICatchClauseOperation clause, SourceProgram program)
    {
        if (TriesAgain(clause, program.Symbols)) return null;

        var others = tried.Body.SelfAndInner().OfType<IInvocationOperation>().Any(call => !IsPartOfThrow(call, tried));
        return tried.Body.SelfAndInner().OfType<IThrowOperation>().FirstOrDefault(thrown =>
            thrown.Exception?.Unwrapped() is IObjectCreationOperation { Type: { } type }
            && thrown.EnclosingWithin<ITryOperation>() == tried
            && tried.Catches.FirstOrDefault(c => c.ExceptionType.SpecialType == SpecialType.System_Object || type.DerivesFrom(c.ExceptionType)) == clause
            // Where others can fail in the same way, one handler for all is a fair choice; for a type of one's own it is not.
            && (!others || !type.DeclaringSyntaxReferences.IsEmpty && clause.ExceptionType.Is(type)));
    }

    private static bool IsPartOfThrow(IOperation call, ITryOperation tried)
    {
        for (var current = call.Parent; current is not null && current != tried; current = current.Parent)
        {
            if (current is IThrowOperation) return true;
        }

        return false;
    }

    private static bool TriesAgain(ICatchClauseOperation clause, WellKnownSymbols symbols) =>
        clause.EnclosingWithin<ILoopOperation>() is not null
        && (clause.Filter is not null || clause.Handler.SelfAndInner().OfType<IInvocationOperation>().Any(call => DelayCall.Of(call, symbols) is not null));

    private static (IOperation Place, string Advice)? Question(ITryOperation tried, ICatchClauseOperation clause)
    {
        IOperation? First(Func<IOperation, bool> matches) => tried.Body.SelfAndInner().FirstOrDefault(matches);

        return clause.ExceptionType.FullName() switch
        {
            "System.FormatException" or "System.OverflowException" when First(IsConversion) is { } parse => (parse, "Use TryParse."),
            "System.ArgumentException" when First(o => IsConversion(o) && o is IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_Enum }) is { } name => (name, "Use TryParse."),
            "System.Collections.Generic.KeyNotFoundException" when First(IsLookUp) is { } lookup => (lookup, "Use TryGetValue."),
            "System.IndexOutOfRangeException" when First(o => o is IArrayElementReferenceOperation) is { } element => (element, "Compare the index with the length."),
            "System.NullReferenceException" => (tried.Body.Operations.FirstOrDefault() ?? tried, "Check for null."),
            // catch { return 0; } around nothing but a conversion.
            "System.Exception" or "System.Object" when First(IsConversion) is { } only && tried.Body.SelfAndInner().OfType<IInvocationOperation>().All(call => call == only) => (only, "Use TryParse."),
            _ => null,
        };
    }

    private static bool IsConversion(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { IsStatic: true } method }
        && (method.ContainingType.FullName() == "System.Convert" && method.Name.StartsWith("To", StringComparison.Ordinal)
            || method.Name is "Parse" or "ParseExact" && method.ContainingType.GetMembers("Try" + method.Name).Length > 0);

    private static bool IsLookUp(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { } type } && type.Name.Contains("Dictionary");

    private static bool EndsInThrow(ICatchClauseOperation clause) =>
        clause.Handler.Operations.LastOrDefault() is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
}
