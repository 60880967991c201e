using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>The cohort page over very many submissions.</summary>
internal static class CohortSection
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        Progress($"The cohort page over {CohortPageRun.Submissions:N0} scored submissions");
        var cohorts = await CohortPageRun.MeasureAsync(quick ? 100 : 400, cancellationToken);
        var (usual, slow, crowded) = (Median(cohorts.Each), Percentile(cohorts.Each, 0.95), Percentile(cohorts.AtOnce, 0.95));
        Progress($"  median {Show(usual)}, p95 {Show(slow)} over {cohorts.Each.Count} requests; p95 {Show(crowded)} with {CohortPageRun.Readers} at once; {cohorts.PageBytes / 1024} KiB");
        return
        [
            new(Text($"cohort page over {CohortPageRun.Submissions:N0} submissions, p95"), "200 ms", slow.TotalSeconds, Text($"{Show(slow)} (median {Show(usual)}, {cohorts.Each.Count} requests)"), If(slow <= Budget)),
            new(Text($"the same with {CohortPageRun.Readers} readers at once, p95"), "", crowded.TotalSeconds, Text($"{Show(crowded)} (median {Show(Median(cohorts.AtOnce))})"), Verdict.Told),
        ];
    }
}
