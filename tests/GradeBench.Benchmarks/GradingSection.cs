using GradeBench.Grading;
using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>Grading the sample, alone, in a crowd and in a new process, beside what <c>dotnet test</c> takes for it.</summary>
internal static class GradingSection
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        var sample = Sample.Load();
        await using var grader = new Grader(new GradingOptions { WarmCompilers = 2 });
        await grader.PrepareAsync(cancellationToken);

        Progress($"Grading with warm hosts");
        var grading = await GradingRuns.MeasureAsync(sample, grader, quick ? 10 : 50, cancellationToken);
        Progress($"  {Show(grading.Wall)} each, {Show(grading.Cpu)} CPU; compiling {Show(grading.Compiling)}, testing {Show(grading.Testing)}");
        Progress($"Grading what waits for minutes on its clock");
        var waiting = await WaitingRun.MeasureAsync(Sample.Load("async-client"), grader, quick ? 5 : 20, cancellationToken);
        Progress($"  {Show(waiting.Wall)} each for {waiting.Virtual.TotalMinutes:0} minutes");
        Progress($"Grading several at once");
        var throughput = await ThroughputRun.MeasureAsync(sample, grader, TimeSpan.FromSeconds(quick ? 8 : 30), cancellationToken);
        Progress($"  {throughput.PerMinute:0} a minute, {Show(throughput.CpuOfOne)} CPU each");
        Progress($"Scoring stored evidence again");
        var rescoring = RescoringRun.Measure((await sample.GradeAsync(grader, cancellationToken)).Result.Evidence, sample.Rubric);
        Progress($"  {Show(rescoring)}");
        await grader.DisposeAsync();
        Progress($"Grading in a new process");
        var cold = await ColdGrade.MeasureAsync(quick ? 1 : 5, cancellationToken);
        Progress($"  {(cold is { } seconds ? Show(seconds) : "the program is not built")}");
        Progress($"The same submission and tests with `dotnet test`");
        var dotnet = await DotnetTestRun.MeasureAsync(quick ? 1 : 5, cancellationToken);
        Progress($"  {Show(dotnet.Wall)} each, {Show(dotnet.Cpu)} CPU");

        // Alone, a submission is given more hosts than it needs, so that its scorecard is there earlier. In a crowd none is.
        var (speed, cpu, crowded) = (dotnet.Wall / grading.Wall, dotnet.Cpu / grading.Cpu, dotnet.Cpu / throughput.CpuOfOne);
        return
        [
            new("upload to scorecard, warm", "1/15 of dotnet test", speed, Text($"{Show(grading.Wall)} (slowest {Show(grading.Slowest)}), 1/{speed:0.0}"), If(speed >= 15)),
            new(Text($"async-client, warm: {waiting.Virtual.TotalMinutes:0} minutes of its own clock"), "1 s", waiting.Wall.TotalSeconds, Text($"{Show(waiting.Wall)} (slowest {Show(waiting.Slowest)})"), If(waiting.Wall <= TimeSpan.FromSeconds(1) && waiting.Virtual >= TimeSpan.FromMinutes(1))),
            new("CPU time per submission, alone", "1/10 of dotnet test", cpu, Text($"{Show(grading.Cpu)}, 1/{cpu:0.0}"), If(cpu >= 10)),
            new("CPU time per submission, three at a time", "1/10 of dotnet test", crowded, Text($"{Show(throughput.CpuOfOne)}, 1/{crowded:0.0}"), If(crowded >= 10)),
            new("dotnet test, restored, one line edited", "", dotnet.Wall.TotalSeconds, Text($"{Show(dotnet.Wall)} wall, {Show(dotnet.Cpu)} CPU"), Verdict.Told),
            new("dotnet test, new folder", "", dotnet.FirstWall.TotalSeconds, Show(dotnet.FirstWall), Verdict.Told),
            new("submissions a minute", "150, none lost", throughput.PerMinute, Text($"{throughput.PerMinute:0}, {throughput.Lost} lost"), If(throughput is { PerMinute: >= 150, Lost: 0 })),
            new("gradebench grade, cold", "3.5 s", cold?.TotalSeconds ?? 0, cold is { } c ? Show(c) : "the program is not built: run ./gradebench grade once", cold is null ? Verdict.Skipped : If(cold <= TimeSpan.FromSeconds(3.5))),
            new(Text($"scoring {RescoringRun.Count} stored evidences again"), "2 s", rescoring.TotalSeconds, Show(rescoring), If(rescoring <= TimeSpan.FromSeconds(2))),
            new(Text($"the same submission graded {grading.Count} times"), "identical scorecards", grading.Identical ? 1 : 0, grading.Identical ? Text($"identical, {grading.Overall} overall") : "they differ", If(grading.Identical)),
        ];
    }
}
