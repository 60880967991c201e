using GradeBench.Protocol;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>Waits for the first sign of a host that was started. Until then whatever happens is our fault.</summary>
internal static class HostStart
{
    private const int MaxSaid = 500;

    /// <param name="name">What to call the host in a message.</param>
    /// <param name="firstSign">Completes when the host is ready; zero bytes are none.</param>
    /// <exception cref="GradingFaultException">The host ended or broke the protocol first.</exception>
    public static async Task<T> WaitAsync<T>(
        SandboxedProcess process, string name, Func<CancellationToken, Task<T>> firstSign, CancellationToken cancellationToken)
    {
        try
        {
            return await firstSign(cancellationToken) is var sign and not 0 ? sign : throw new HostEndedException();
        }
        catch (Exception e) when (e is HostEndedException or ProtocolViolationException or IOException)
        {
            var outcome = await process.KillAsync();
            await process.DisposeAsync();
            throw new GradingFaultException($"The {name} did not start: {Describe(outcome)}", e);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    // Before a submission is loaded nothing the host says was written by one, so an operator may read it.
    private static string Describe(SandboxOutcome outcome) => outcome switch
    {
        SandboxOutcome.Faulted faulted => faulted.Reason,
        SandboxOutcome.LimitHit hit => $"it hit its {hit.Limit} limit. {Said(hit)}",
        SandboxOutcome.Exited exited => $"it exited with code {exited.ExitCode}. {Said(exited)}",
        _ => $"it broke the protocol. {Said(outcome)}",
    };

    private static string Said(SandboxOutcome outcome)
    {
        var text = outcome.Errors.Text.Trim();
        return text.Length == 0 ? "It said nothing." : $"It said: {text[..Math.Min(MaxSaid, text.Length)]}";
    }
}
