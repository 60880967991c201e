namespace GradeBench.Assessments.Judge;

/// <summary>
/// One candidate host as the judge sees it: a process behind two pipes. The sandbox provides it; tests use a plain
/// process. Single use: it serves one submission and is then killed by <see cref="IAsyncDisposable.DisposeAsync"/>.
/// </summary>
public interface IHostConnection : IAsyncDisposable
{
    /// <summary>The host's standard input.</summary>
    Stream ToHost { get; }

    /// <summary>The host's standard output. Its first frame, <c>ready</c>, has not been read yet. Reading it may block the thread.</summary>
    Stream FromHost { get; }

    /// <summary>Completes when the host's process has ended, with how.</summary>
    Task<HostEnding> Completion { get; }

    /// <summary>CPU time and memory, measured from outside.</summary>
    HostUsage ReadUsage();

    /// <summary>The CPU time of <see cref="ReadUsage"/> alone: asked for hundreds of times in one grading, so it should cost little.</summary>
    TimeSpan ReadCpuTime();

    /// <summary>What the submission has printed so far, capped by whoever captures it.</summary>
    string ReadConsole();

    /// <summary>Ends the process and everything it started; returns when it is gone. Calling it again does nothing.</summary>
    Task KillAsync();
}
