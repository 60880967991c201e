using GradeBench.Analyzers.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>What was read from one retry.</summary>
internal sealed record RetryReading(RetrySite Site, bool Waits, DelayShape Shape, bool IsBounded, bool IsSelective, bool IsCancellable, bool HonoursRetryAfter, IReadOnlyList<Location> DelayPlaces)
{
    public string Kind => Shape switch
    {
        { Growth: Growth.Exponential, Jitter: true } => "exponential-jitter",
        { Growth: Growth.Exponential } => "exponential",
        { Growth: Growth.Linear } => "linear",
        _ => "fixed",
    };

    public static RetryReading Of(RetrySite site, SourceProgram program)
    {
        var symbols = program.Symbols;
        var evaluator = new DelayEvaluator(program, site.Cycle, site.Updates);
        var waits = FindWaits(site, program, evaluator).ToList();
        var shape = waits.Select(w => w.Shape).Aggregate(DelayShape.Constant, (one, other) => one.Join(other));
        var attemptsStop = site.Attempts.All(attempt => !TokenOffer.IsWanted(attempt, symbols));
        var seesToken = waits.Any(w => w.Delay.IsCancellable) || site.Attempts.Any(a => TokenOffer.Passes(a, symbols))
            || site.Cycle.SelfAndInner().Any(o => o is IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } or IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" });

        return new RetryReading(site, waits.Count > 0, shape, RetryBound.IsBounded(site), RetrySelectivity.IsSelective(site, symbols),
            seesToken && attemptsStop && waits.All(w => w.Delay.IsCancellable), waits.Any(w => RetryAfterHeader.FlowsInto(w.Delay.Duration, program)), [.. waits.Select(w => w.Delay.Call.Location())]);
    }

    // Waits on the way back to the attempt, those in helper functions included.
    private static IEnumerable<(DelayCall Delay, DelayShape Shape)> FindWaits(RetrySite site, SourceProgram program, DelayEvaluator evaluator)
    {
        foreach (var call in site.Cycle.SelfAndInner().OfType<IInvocationOperation>())
        {
            if (DelayCall.Of(call, program.Symbols) is { } delay)
            {
                if (site.Attempts.Contains(call)) continue;
                yield return (delay, evaluator.Evaluate(delay.Duration));
            }
            else if (!site.Attempts.Contains(call) && program.BodyOf(call.TargetMethod) is { } body)
            {
                foreach (var inner in body.SelfAndInner().OfType<IInvocationOperation>())
                {
                    if (DelayCall.Of(inner, program.Symbols) is not { } helped) continue;
                    var shape = evaluator.EvaluateInside(call, () => evaluator.Evaluate(helped.Duration));
                    yield return (helped with { IsCancellable = helped.IsCancellable && TokenOffer.Passes(call, program.Symbols) }, shape);
                }
            }
        }
    }
}
