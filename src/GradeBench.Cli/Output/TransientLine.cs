namespace GradeBench.Cli.Output;

/// <summary>A line on a terminal that is written over until it is cleared for the report. Silent when nobody watches.</summary>
internal sealed class TransientLine
{
    private const string ToLineStart = "\r\u001b[K";

    private readonly bool _visible = !Console.IsErrorRedirected;
    private readonly Lock _lock = new();
    private bool _cleared;

    public void Show(string text)
    {
        // Progress arrives from many threads, and a late piece must not write over the report.
        lock (_lock)
        {
            if (_visible && !_cleared) Console.Error.Write($"{ToLineStart}{text}");
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_visible && !_cleared) Console.Error.Write(ToLineStart);
            _cleared = true;
        }
    }
}
