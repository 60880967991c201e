using GradeBench.Protocol;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>Asks a compiler host one thing under limits, and decides whose doing it is when there is no answer.</summary>
internal sealed class CompilerQuestion(GradingOptions options, TimeProvider time)
{
    private static readonly TimeSpan CpuLook = TimeSpan.FromMilliseconds(200);

    /// <exception cref="GradingFaultException">There is no answer because of us.</exception>
    public async Task<HostAnswer<T>> AskAsync<T>(CompilerHost host, Func<CompilerSession, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        // Trusted again only by a proper answer, whatever comes between.
        host.IsTrusted = false;
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A read from a pipe does not always notice a token, but it does end when the host does.
        await using var kill = cancellationToken.Register(() => _ = host.Process.KillAsync());
        var watch = WatchAsync(host.Process, watching.Token);
        try
        {
            var answer = await ask(host.Session, cancellationToken);
            host.IsTrusted = true;
            return new HostAnswer<T>.Given(answer);
        }
        catch (HostErrorException e) when (e.Error.Kind == RemoteErrorKind.Limit)
        {
            return new HostAnswer<T>.TooLarge();
        }
        catch (HostErrorException e)
        {
            throw new GradingFaultException($"The compiler host failed: {e.Error.TypeName}. Look for a crash of an analyzer.", e);
        }
        catch (ProtocolViolationException e)
        {
            // Nothing of a submission runs in this host, so it is a bug of ours or an exploit of the compiler: an admin has to look either way.
            throw new GradingFaultException($"The compiler host broke the protocol ({e.Rule}).", e);
        }
        catch (Exception e) when (e is HostEndedException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new HostAnswer<T>.Exhausted(Explain(await host.Process.Completion.WaitAsync(options.CompilePatience, time, cancellationToken), e));
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    // CPU time decides, because it does not depend on what else the machine does; waiting is bounded too, at our expense.
    private async Task WatchAsync(SandboxedProcess process, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var before = process.ReadCpuTime();
        using var look = new PeriodicTimer(CpuLook, time);
        try
        {
            while (await look.WaitForNextTickAsync(cancellationToken))
            {
                if (process.ReadCpuTime() - before > options.CompileCpu) await process.KillAsync(SandboxLimit.CpuTime);
                else if (time.GetElapsedTime(began) > options.CompilePatience) await process.KillAsync(SandboxLimit.WallTime);
            }
        }
        catch (OperationCanceledException)
        {
            // The host has answered.
        }
    }

    private Exhaustion Explain(SandboxOutcome outcome, Exception cause) => outcome switch
    {
        SandboxOutcome.LimitHit { Limit: SandboxLimit.CpuTime } => Exhaustion.Time,
        SandboxOutcome.LimitHit { Limit: SandboxLimit.Memory } => Exhaustion.Memory,
        SandboxOutcome.LimitHit { Limit: SandboxLimit.Tasks } => Exhaustion.Threads,
        SandboxOutcome.LimitHit { Limit: SandboxLimit.WallTime } => throw new GradingFaultException(
            $"Compiling did not end within {options.CompilePatience.TotalSeconds:0} s without using up its CPU time: this machine is too busy. Grade it again, or grade fewer at once.", cause),
        SandboxOutcome.Faulted faulted => throw new GradingFaultException(faulted.Reason, cause),
        SandboxOutcome.Killed => throw new GradingFaultException("The compiler host closed its output without ending.", cause),
        _ => Exhaustion.Crash,
    };
}
