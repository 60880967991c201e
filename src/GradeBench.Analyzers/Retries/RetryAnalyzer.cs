using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Retries;

/// <summary>GB0101 to GB0104 and the facts about retries: whether failed work is tried again, and how carefully.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetryAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Unbounded = Rule.CreateForWholeProgram(RuleIdentifiers.UnboundedRetry, RuleCategories.Retries,
        "A retry has no limit", "'{0}' is tried again without any limit of attempts or time. Give up at some point and say so.");

    private static readonly DiagnosticDescriptor Unselective = Rule.CreateForWholeProgram(RuleIdentifiers.UnselectiveRetry, RuleCategories.Retries,
        "A retry does not look at what failed", "'{0}' is tried again whatever went wrong, also when trying again cannot help. Retry only failures that may pass.");

    private static readonly DiagnosticDescriptor Uncancellable = Rule.CreateForWholeProgram(RuleIdentifiers.UncancellableRetry, RuleCategories.Retries,
        "A retry cannot be cancelled", "The retries of '{0}' cannot be cancelled: no token reaches the wait or the attempt. Take one and pass it on.");

    private static readonly DiagnosticDescriptor WithoutWaiting = Rule.CreateForWholeProgram(RuleIdentifiers.RetryWithoutWaiting, RuleCategories.Retries,
        "A retry does not wait", "'{0}' is tried again at once, so all attempts meet the same trouble. Wait between attempts, longer each time.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Unbounded, Unselective, Uncancellable, WithoutWaiting, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var readings = new List<RetryReading>();
        foreach (var flow in Flow.Of(program))
        {
            cancellationToken.ThrowIfCancellationRequested();
            readings.AddRange(new RetryFinder(flow, program).Find().Select(site => RetryReading.Of(site, program)));
        }

        foreach (var reading in readings) Report(reading, report);
        RetryFacts.Report(readings, RetryLibraries.Find(program), RetryLibraries.PassesToken(program), report);
    }

    private static void Report(RetryReading reading, Action<Diagnostic> report)
    {
        var (name, place) = (reading.Site.Attempts[0].TargetMethod.Name, reading.Site.Place);
        if (name == "Invoke") name = reading.Site.Attempts[0].Instance?.Syntax.ToString() ?? name;

        if (!reading.IsBounded) report(Diagnostic.Create(Unbounded, place, name));
        if (!reading.IsSelective) report(Diagnostic.Create(Unselective, reading.Site.Handlers.Count > 0 ? reading.Site.Handlers[0].Syntax.GetFirstToken().GetLocation() : place, name));
        if (!reading.Waits && !reading.Site.OnlyOnce) report(Diagnostic.Create(WithoutWaiting, place, name));
        if (!reading.IsCancellable && reading.Waits) report(Diagnostic.Create(Uncancellable, reading.DelayPlaces[0], name));
    }
}
