using System.Globalization;
using GradeBench.Benchmarks;
using GradeBench.Grading;
using static GradeBench.Benchmarks.Statistics;

// Numbers, not assertions: a missed budget is printed and does not fail, because a busy machine is no bug.
var quick = args.Contains("--quick");
var onlyCohorts = args.Contains("--cohorts");
if (args.Except(["--quick", "--cohorts"]).Any() || args.Contains("--help"))
{
    Console.WriteLine("Usage: GradeBench.Benchmarks [--quick] [--cohorts]\nMeasures GradeBench against `dotnet test` in one run. --quick takes fewer samples; --cohorts measures the cohort page only.");
    return args.Contains("--help") ? 0 : 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

Say(Text($"The cohort page over {CohortPageRun.Submissions:N0} scored submissions"));
var cohorts = await CohortPageRun.MeasureAsync(quick ? 100 : 400, stop.Token);
var (usual, slow, crowded) = (Median(cohorts.Each), Percentile(cohorts.Each, 0.95), Percentile(cohorts.AtOnce, 0.95));
Say(Text($"  median {Show(usual)}, p95 {Show(slow)} over {cohorts.Each.Count} requests; p95 {Show(crowded)} with {CohortPageRun.Readers} at once; {cohorts.PageBytes / 1024} KiB"));
Figure[] pages =
[
    new(Text($"cohort page over {CohortPageRun.Submissions:N0} submissions, p95"), "200 ms", slow.TotalSeconds, Text($"{Show(slow)} (median {Show(usual)}, {cohorts.Each.Count} requests)"), If(slow <= TimeSpan.FromMilliseconds(200))),
    new(Text($"the same with {CohortPageRun.Readers} readers at once, p95"), "", crowded.TotalSeconds, Text($"{Show(crowded)} (median {Show(Median(cohorts.AtOnce))})"), Verdict.Told),
];
if (onlyCohorts)
{
    Report.Print(pages, Console.Out);
    return 0;
}

var sample = Sample.Load();
await using var grader = new Grader(new GradingOptions { WarmCompilers = 2, WarmCandidates = 4 });
await grader.PrepareAsync(stop.Token);

Say("Grading with warm hosts");
var grading = await GradingRuns.MeasureAsync(sample, grader, quick ? 10 : 50, stop.Token);
Say(Text($"  {Show(grading.Wall)} each, {Show(grading.Cpu)} CPU; compiling {Show(grading.Compiling)}, testing {Show(grading.Testing)}"));
Say("Grading several at once");
var throughput = await ThroughputRun.MeasureAsync(sample, grader, TimeSpan.FromSeconds(quick ? 8 : 30), stop.Token);
Say(Text($"  {throughput.PerMinute:0} a minute"));
Say("Scoring stored evidence again");
var rescoring = RescoringRun.Measure((await sample.GradeAsync(grader, stop.Token)).Result.Evidence, sample.Rubric);
Say($"  {Show(rescoring)}");
await grader.DisposeAsync();
Say("Grading in a new process");
var cold = await ColdGrade.MeasureAsync(quick ? 1 : 5, stop.Token);
Say(cold is { } seconds ? $"  {Show(seconds)}" : "  the program is not built");
Say("The same submission and tests with `dotnet test`");
var dotnet = await DotnetTestRun.MeasureAsync(quick ? 1 : 5, stop.Token);
Say($"  {Show(dotnet.Wall)} each, {Show(dotnet.Cpu)} CPU");

var speed = dotnet.Wall / grading.Wall;
var cpu = dotnet.Cpu / grading.Cpu;
Figure[] figures =
[
    new("upload to scorecard, warm", "1/15 of dotnet test", speed, Text($"{Show(grading.Wall)} (slowest {Show(grading.Slowest)}), 1/{speed:0.0}"), If(speed >= 15)),
    new("CPU time per submission", "1/10 of dotnet test", cpu, Text($"{Show(grading.Cpu)}, 1/{cpu:0.0}"), If(cpu >= 10)),
    new("dotnet test, restored, one line edited", "", dotnet.Wall.TotalSeconds, Text($"{Show(dotnet.Wall)} wall, {Show(dotnet.Cpu)} CPU"), Verdict.Told),
    new("dotnet test, new folder", "", dotnet.FirstWall.TotalSeconds, Show(dotnet.FirstWall), Verdict.Told),
    new("submissions a minute", "150, none lost", throughput.PerMinute, Text($"{throughput.PerMinute:0}, {throughput.Lost} lost"), If(throughput is { PerMinute: >= 150, Lost: 0 })),
    new("gradebench grade, cold", "3.5 s", cold?.TotalSeconds ?? 0, cold is { } c ? Show(c) : "the program is not built: run ./gradebench grade once", cold is null ? Verdict.Skipped : If(cold <= TimeSpan.FromSeconds(3.5))),
    new(Text($"scoring {RescoringRun.Count} stored evidences again"), "2 s", rescoring.TotalSeconds, Show(rescoring), If(rescoring <= TimeSpan.FromSeconds(2))),
    new(Text($"the same submission graded {grading.Count} times"), "identical scorecards", grading.Identical ? 1 : 0, grading.Identical ? Text($"identical, {grading.Overall} overall") : "they differ", If(grading.Identical)),
    .. pages,
];

Console.WriteLine();
Report.Print(figures, Console.Out);
Console.WriteLine($"\nWritten to {Report.Write(figures, TimeProvider.System.GetUtcNow())}");
return 0;

static void Say(string what) => Console.Error.WriteLine(what);

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

static Verdict If(bool met) => met ? Verdict.Met : Verdict.Missed;
