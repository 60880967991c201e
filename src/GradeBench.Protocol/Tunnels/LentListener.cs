namespace GradeBench.Protocol;

/// <summary>What the judge answers connections with that the submission opens to one port of its loopback.</summary>
internal sealed class LentListener(Func<CarriedConnection, IConnectionEnd> accept, ReferenceScope scope)
{
    public ReferenceScope Scope { get; } = scope;

    public IConnectionEnd Accept(CarriedConnection connection) => accept(connection);
}

/// <summary>Where a host listens for the judge.</summary>
/// <param name="Port">A port of the host's own loopback, 127.0.0.1.</param>
public sealed record ListeningPort(int Port);
