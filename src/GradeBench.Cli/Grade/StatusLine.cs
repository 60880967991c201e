using GradeBench.Grading;

namespace GradeBench.Cli.Grade;

/// <summary>One line on a terminal that says what is being done, and is gone when the report comes. Silent elsewhere.</summary>
internal sealed class StatusLine : IProgress<GradingProgress>
{
    private const string ToLineStart = "\r\u001b[K";

    private readonly bool _visible = !Console.IsErrorRedirected;
    private readonly Lock _lock = new();
    private bool _cleared;

    public void Report(GradingProgress value)
    {
        // Progress arrives from many threads, and a late piece must not write over the report.
        lock (_lock)
        {
            if (_visible && !_cleared)
            {
                Console.Error.Write($"{ToLineStart}{Words(value)} ...");
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_visible && !_cleared)
            {
                Console.Error.Write(ToLineStart);
            }

            _cleared = true;
        }
    }

    private static string Words(GradingProgress progress) => progress.Stage switch
    {
        GradingStage.Preparing => "Starting the sandbox",
        GradingStage.Compiling => "Compiling",
        GradingStage.Analysing => "Analysing",
        GradingStage.Testing => $"Testing {progress.Done} of {progress.Total}",
        _ => "Scoring",
    };
}
