using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>A reviewer's pages over very many submissions, and an administrator's dry run.</summary>
internal static class ReviewSection
{
    private static readonly TimeSpan PageBudget = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan DryRunBudget = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        Progress($"Review queue and review pages over {ReviewPagesRun.Submissions:N0} submissions");
        foreach (var run in await ReviewPagesRun.MeasureAsync(quick ? 100 : 400, cancellationToken))
        {
            var (usual, slow, crowded) = (Median(run.Each), Percentile(run.Each, 0.95), Percentile(run.AtOnce, 0.95));
            Progress($"  {run.What}: median {Show(usual)}, p95 {Show(slow)} over {run.Each.Count} requests; p95 {Show(crowded)} with {ReviewPagesRun.Readers} at once");
            figures.Add(new(Text($"{run.What} over {ReviewPagesRun.Submissions:N0} submissions, p95"), "200 ms", slow.TotalSeconds, Text($"{Show(slow)} (median {Show(usual)}, {run.Each.Count} requests)"), If(slow <= PageBudget)));
            figures.Add(new(Text($"the same with {ReviewPagesRun.Readers} readers at once, p95"), "", crowded.TotalSeconds, Text($"{Show(crowded)} (median {Show(Median(run.AtOnce))})"), Verdict.Told));
        }

        Progress($"A dry run of a rubric over {DryRunRun.Submissions:N0} stored submissions");
        var (first, dryRuns) = await DryRunRun.MeasureAsync(quick ? 3 : 9, cancellationToken);
        var (middle, slowest) = (Median(dryRuns), dryRuns.Max());
        Progress($"  first {Show(first)}, then median {Show(middle)}, slowest {Show(slowest)} of {dryRuns.Count}");
        figures.Add(new(Text($"dry run over {DryRunRun.Submissions:N0} submissions, the first since the start"), "2 s", first.TotalSeconds, Show(first), If(first <= DryRunBudget)));
        figures.Add(new(Text($"dry run over {DryRunRun.Submissions:N0} submissions, slowest"), "2 s", slowest.TotalSeconds, Text($"{Show(slowest)} (median {Show(middle)} of {dryRuns.Count})"), If(slowest <= DryRunBudget)));
        return figures;
    }
}
