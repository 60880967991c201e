namespace GradeBench.Protocol;

/// <summary>
/// An exception of the other side whose type is not known here, for example one the submission defines. Its inner
/// exceptions were rebuilt the same way.
/// </summary>
public sealed class RemoteException(RemoteError error, Exception? innerException) : Exception(error.Message, innerException)
{
    /// <summary>The exception as it was reported: full type name, message, simple properties, inner chain.</summary>
    public RemoteError Error { get; } = error;

    /// <summary>Full name of its type at the other side.</summary>
    public string TypeName => Error.TypeName;
}
