using System.Diagnostics;
using GradeBench.Sandbox.Launch;
using GradeBench.Sandbox.Running;

namespace GradeBench.Sandbox;

/// <summary>
/// One running program in its sandbox. It ends by itself, at a limit, or by <see cref="KillAsync()"/>; disposing kills it.
/// Once <see cref="Completion"/> is there, no process, control group or user id of it is left.
/// </summary>
public sealed class SandboxedProcess : IAsyncDisposable
{
    private static readonly TimeSpan LeftoverPatience = TimeSpan.FromMilliseconds(50);

    private readonly PreparedLaunch _launch;
    private readonly ErrorCapture _errors;
    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _endedToken;
    private readonly Lock _endingLock = new();
    private readonly Stream _errorStream;
    private Ending? _ending;
    private Task _killing = Task.CompletedTask;
    private SandboxUsage? _finalUsage;
    private int _disposed;

    internal SandboxedProcess(SandboxLimits limits, PreparedLaunch launch, Process process, TimeProvider time)
    {
        (Limits, _launch, _process, _time) = (limits, launch, process, time);
        // Asked for once: a disposed process does not give them out any more, and it may be disposed twice.
        (Input, Output, _errorStream) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        _endedToken = _ended.Token;
        _errors = new ErrorCapture(_errorStream, limits, () => _ = KillAsync(SandboxLimit.ErrorOutput));
        Completion = SuperviseAsync();
    }

    /// <summary>The program's standard input. Unbuffered: a write is in the pipe when it returns, and waits while the program does not read.</summary>
    public Stream Input { get; }

    /// <summary>The program's standard output. Whatever is read here was written by untrusted code.</summary>
    public Stream Output { get; }

    /// <summary>The limits it runs under.</summary>
    public SandboxLimits Limits { get; }

    /// <summary>How it ended, with everything cleaned up. Never faults and is never cancelled.</summary>
    public Task<SandboxOutcome> Completion { get; }

    /// <summary>What it has used so far; after the end, what it used in all.</summary>
    public SandboxUsage ReadUsage() => _finalUsage ?? Place.Group.ReadUsage(_process.Id);

    /// <summary>The processor time of <see cref="ReadUsage"/> alone, cheap enough to be asked for before and after every step.</summary>
    public TimeSpan ReadCpuTime() => _finalUsage?.CpuTime ?? Place.Group.ReadCpuTime(_process.Id);

    /// <summary>What is kept so far of what it wrote to standard error; untrusted text.</summary>
    public string ReadErrors() => _errors.Read();

    /// <summary>Its processes as seen from outside, our wrapper's included; empty after the end.</summary>
    internal IReadOnlyList<int> ListProcesses() => _finalUsage is null ? Place.Group.ListProcesses(_process.Id) : [];

    internal SandboxPlace Place => _launch.Place;

    /// <summary>Ends it at <paramref name="fromNow"/> from now with <see cref="SandboxLimit.WallTime"/>, unless it ends before. For programs that waited in a pool.</summary>
    public void LimitWallTime(TimeSpan fromNow) => _ = EndAtAsync(Task.Delay(fromNow, _time, _endedToken), SandboxLimit.WallTime);

    /// <summary>Gives it this much CPU time from now, within the budget of its whole life. For programs that warmed themselves up in a pool.</summary>
    public void LimitCpuTime(TimeSpan fromNow) => WatchCpu(ReadCpuTime() + fromNow);

    /// <summary>Ends it because it is no longer wanted, and waits until it is gone.</summary>
    public Task<SandboxOutcome> KillAsync() => EndAsync(new Ending());

    /// <summary>Ends it because it ran into a limit that the caller watches, and waits until it is gone.</summary>
    public Task<SandboxOutcome> KillAsync(SandboxLimit limit) => EndAsync(new Ending(limit));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();

        // Two owners may give it up at once: the test that found it dead and the grading that ends.
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;

        // The process leaves its streams to whoever asked for them once.
        await Input.DisposeAsync();
        await Output.DisposeAsync();
        await _errorStream.DisposeAsync();
        _process.Dispose();
        _ended.Dispose();
    }

    private Task<SandboxOutcome> EndAsync(Ending ending)
    {
        lock (_endingLock)
        {
            // The first reason to end it is the outcome; later ones come from the same trouble.
            if (_ending is null && !_endedToken.IsCancellationRequested)
            {
                _ending = ending;
                _killing = new ProcessKiller(_process, ReadStatus, Place.Group, _time).KillAsync();
            }
        }

        return Completion;
    }

    private void WatchCpu(TimeSpan total) =>
        _ = EndAtAsync(new CpuBudget(total, Limits.Cores, ReadCpuTime, _time).UsedUpAsync(_endedToken), SandboxLimit.CpuTime);

    private async Task EndAtAsync(Task moment, SandboxLimit limit)
    {
        await moment.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (moment.IsCompletedSuccessfully)
        {
            await KillAsync(limit);
        }
        else if (moment.Exception is { InnerException: { } cause })
        {
            // Nothing runs without its limits, and that we cannot watch one is not the program's fault.
            await EndAsync(new Ending(Fault: $"The limit '{limit}' could not be watched any longer, so the program was ended: {cause.Message}"));
        }
    }

    private async Task<SandboxOutcome> SuperviseAsync()
    {
        var errors = _errors.ReadToEndAsync();
        WatchCpu(Limits.CpuTime);
        if (Limits.WallTime is { } wallTime)
        {
            LimitWallTime(wallTime);
        }

        await _process.WaitForExitAsync();
        lock (_endingLock)
        {
            _ended.Cancel();
        }

        await _killing;
        await EndLeftoversAsync(errors);
        _finalUsage = Place.Group.ReadUsage(_process.Id);
        var verdict = new Verdict(_ending, Place.Group.RanOutOfMemory, ReadStatus(), await errors, _finalUsage);
        _launch.Command.Dispose();
        await Place.LeaveAsync();
        return verdict.ToOutcome();
    }

    // Bubblewrap killed between starting its child and tying it to its own life leaves it behind: it waits for a word from
    // its parent for ever, with our pipes open, so that whoever reads them would wait as long.
    private async Task EndLeftoversAsync(Task errors)
    {
        while (await Task.WhenAny(errors, Task.Delay(LeftoverPatience, _time)) != errors)
        {
            Place.Group.KillAll();
        }
    }

    private LaunchStatus ReadStatus() => _launch.Command.ReadStatus(_process);
}
