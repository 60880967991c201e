using System.Collections.Concurrent;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>Exceptions of tasks nobody awaited. Found when the garbage collector finds them, so they inform and never decide.</summary>
internal sealed class UnobservedExceptions
{
    private const int Most = 16;

    private readonly ConcurrentQueue<string> _seen = new();

    public UnobservedExceptions() =>
        TaskScheduler.UnobservedTaskException += (_, e) =>
        {
            e.SetObserved();
            foreach (var inner in e.Exception.InnerExceptions.Take(Most - _seen.Count))
            {
                var error = RemoteError.From(inner);
                _seen.Enqueue($"{error.TypeName}: {error.Message}");
            }
        };

    /// <summary>Those seen since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_seen.TryDequeue(out var one)) taken.Add(one);
        return taken;
    }
}
