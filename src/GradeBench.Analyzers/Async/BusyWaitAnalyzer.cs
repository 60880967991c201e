using System.Collections.Immutable;
using GradeBench.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>
/// GB0503: a loop that only asks whether something has happened. Found in the control flow: there is a way round the loop
/// on which nothing is done but looking.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BusyWaitAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.BusyWait, RuleCategories.Async,
        "Code waits by asking again and again",
        "This loop {0}. Await the task, a SemaphoreSlim, a TaskCompletionSource or a channel instead.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var spinning = new List<Location>();
        var polling = new List<Location>();
        foreach (var flow in Flow.Of(program))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var loop in flow.Body.SelfAndInner().OfType<ILoopOperation>().Where(loop => loop is not IForEachLoopOperation))
            {
                var look = new LoopLook(flow, loop, program.Symbols);
                if (look.Waiting is not { } waiting) continue;

                var place = loop.Syntax.GetFirstToken().GetLocation();
                (waiting == LoopWaiting.Spinning ? spinning : polling).Add(place);
                report(Diagnostic.Create(Descriptor, place, waiting == LoopWaiting.Spinning
                    ? "burns a processor until something changes" : "sleeps and asks again until something changes"));
            }
        }

        report(
            spinning.Count > 0 ? FactReport.Fact(FactCatalogue.AsyncBusyWait, "spinning", "A loop burns a processor until something changes.", spinning)
            : polling.Count > 0 ? FactReport.Fact(FactCatalogue.AsyncBusyWait, "polling", "A loop sleeps and asks again until something changes.", polling)
            : FactReport.Fact(FactCatalogue.AsyncBusyWait, "none", "Nothing waits by asking again and again.", []));
    }
}
