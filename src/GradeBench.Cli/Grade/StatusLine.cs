using GradeBench.Cli.Output;
using GradeBench.Grading;

namespace GradeBench.Cli.Grade;

/// <summary>One line on a terminal that says what is being done, and is gone when the report comes. Silent elsewhere.</summary>
internal sealed class StatusLine : IProgress<GradingProgress>
{
    private readonly TransientLine _line = new();

    public void Report(GradingProgress value) => _line.Show($"{Words(value)} ...");

    public void Clear() => _line.Clear();

    private static string Words(GradingProgress progress) => progress.Stage switch
    {
        GradingStage.Preparing => "Starting the sandbox",
        GradingStage.Compiling => "Compiling",
        GradingStage.Analysing => "Analysing",
        GradingStage.Testing => $"Testing {progress.Done} of {progress.Total}",
        _ => "Scoring",
    };
}
