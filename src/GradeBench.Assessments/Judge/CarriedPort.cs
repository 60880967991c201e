using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// A port of the sandbox's loopback whose connections are answered here. The submission connects to it like to any server;
/// its bytes come over the protocol's pipes, so nothing of this machine's network is in the sandbox.
/// </summary>
public sealed class CarriedPort
{
    private readonly CandidateSession _session;

    internal CarriedPort(CandidateSession session, ReferenceScope scope, ulong listener, int number) =>
        (_session, Scope, Listener, Number) = (session, scope, listener, number);

    /// <summary>The port's number, on 127.0.0.1.</summary>
    public int Number { get; }

    internal ReferenceScope Scope { get; }

    internal ulong Listener { get; }

    /// <summary>Ends the port and its connections.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _session.UnlistenAsync(this, cancellationToken);
}
