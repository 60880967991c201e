using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>The pages about cohorts over very many submissions.</summary>
internal static class CohortSection
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        Progress($"The pages about cohorts over {CohortPageRun.Submissions:N0} scored submissions");
        var figures = new List<Figure>();
        foreach (var page in await CohortPageRun.MeasureAsync(quick ? 100 : 400, cancellationToken))
        {
            var (usual, slow, crowded) = (Median(page.Each), Percentile(page.Each, 0.95), Percentile(page.AtOnce, 0.95));
            Progress($"  {page.Path}: median {Show(usual)}, p95 {Show(slow)} over {page.Each.Count} requests; p95 {Show(crowded)} with {CohortPageRun.Readers} at once; {page.PageBytes / 1024} KiB");
            figures.Add(new(Text($"{page.Path} over {CohortPageRun.Submissions:N0} submissions, p95"), "200 ms", slow.TotalSeconds, Text($"{Show(slow)} (median {Show(usual)}, {page.Each.Count} requests)"), If(slow <= Budget)));
            figures.Add(new(Text($"the same with {CohortPageRun.Readers} readers at once, p95"), "", crowded.TotalSeconds, Text($"{Show(crowded)} (median {Show(Median(page.AtOnce))})"), Verdict.Told));
        }

        return figures;
    }
}
