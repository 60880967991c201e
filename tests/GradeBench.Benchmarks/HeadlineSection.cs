using System.Globalization;
using System.Text.Json;
using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>
/// The reference solutions under the loads that the published hiring-path article names for each assessment, beside its
/// numbers. Each runs in a process of its own, because its peak memory counts.
/// </summary>
internal static class HeadlineSection
{
    private const int Requests = 10_000;
    private const int Rows = 10_000_000;
    private const int Tasks = 1_000;
    private const long Megabyte = 1_000_000;
    private static readonly TimeSpan TasksIdeal = TimeSpan.FromSeconds(12.5);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        // Both numbers of tasks fill the eight workers a whole number of times.
        var (rows, tasks) = quick ? (Rows / 10, Tasks / 5) : (Rows, Tasks);

        Progress($"{Requests:N0} requests through the reference of async-client");
        var client = await RunAsync("async-client", Requests, cancellationToken);
        var requestsPerSecond = client.Count / client.Took.TotalSeconds;
        Progress($"  {requestsPerSecond:N0} a second");

        Progress($"{rows:N0} rows of CSV through the reference of csv-pipeline");
        var csv = await RunAsync("csv-pipeline", rows, cancellationToken);
        var perSecond = csv.Count / csv.Took.TotalSeconds;
        Progress($"  {perSecond:N0} rows a second, peak {csv.PeakBytes / Megabyte} MB");

        Progress($"{tasks:N0} tasks of 0.1 s through the reference of task-runner");
        var run = await RunAsync("task-runner", tasks, cancellationToken);
        var overIdeal = (run.Took / (TasksIdeal * tasks / Tasks)) - 1;
        Progress($"  {Show(run.Took)}");

        return
        [
            new(Text($"async-client reference, {Requests:N0} requests, 100 connections"), "5,000 a second", requestsPerSecond, Text($"{requestsPerSecond:N0} a second, server on the same cores"), If(requestsPerSecond >= 5_000)),
            new(Text($"csv-pipeline reference, {rows:N0} rows, {csv.Bytes / Megabyte} MB"), "1,000,000 rows a second", perSecond, Text($"{perSecond:N0} rows a second"), If(perSecond >= 1_000_000)),
            new("its peak memory, runtime included", "100 MB", csv.PeakBytes, Text($"{csv.PeakBytes / Megabyte} MB"), If(csv.PeakBytes <= 100 * Megabyte)),
            new(Text($"task-runner reference, {tasks:N0} tasks of 0.1 s, 8 workers"), "5 % above the ideal", overIdeal, Text($"{Show(run.Took)}, {overIdeal:P1} above (published for 1,000: 24.3 s)"), If(overIdeal <= 0.05)),
        ];
    }

    private static async Task<Load> RunAsync(string assessment, int count, CancellationToken cancellationToken)
    {
        var program = Path.Combine(Checkout.At("artifacts", "bin", "GradeBench.HeadlineLoads"), "release", "GradeBench.HeadlineLoads");
        var (_, _, exitCode, output) = await ChildProcess.RunAsync(
            program, [assessment, count.ToString(CultureInfo.InvariantCulture)], Checkout.Root, null, cancellationToken);
        return exitCode == 0
            ? JsonSerializer.Deserialize<Load>(output)!
            : throw new InvalidOperationException($"The load of {assessment} failed:\n{output}");
    }

    // What GradeBench.HeadlineLoads prints.
    private sealed record Load(string Assessment, int Count, TimeSpan Took, long Bytes, long PeakBytes);
}
