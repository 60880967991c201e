namespace GradeBench.Sandbox.Launch;

/// <summary>A number that one live sandbox on this machine holds: its user id when we are root, and its groups' name.</summary>
internal sealed class Slot(int number, FileStream held) : IDisposable
{
    public int Number => number;

    // Closing gives up the lock. The file stays: removing it would let two processes lock two files of one name.
    public void Dispose() => held.Dispose();
}
