namespace GradeBench.Protocol;

/// <summary>The host answered a request with an error of its own rather than of the submission's code.</summary>
public sealed class HostErrorException(RemoteError error) : Exception($"{error.TypeName}: {error.Message}")
{
    public RemoteError Error { get; } = error;
}
