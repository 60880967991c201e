namespace GradeBench.Protocol;

/// <summary>
/// What becomes of the bytes of a carried connection at this end. Called on the reading thread, one call after the other,
/// so an implementation neither waits nor runs foreign code.
/// </summary>
public interface IConnectionEnd
{
    /// <summary>Bytes of the other end. They count against its window until <see cref="CarriedConnection.Credit"/> gives them back.</summary>
    void Received(byte[] bytes);

    /// <summary>The window has grown: more can be sent.</summary>
    void Credited();

    /// <summary>The other end sends nothing more. After <paramref name="abort"/> it takes nothing either.</summary>
    void Closed(bool abort);
}
