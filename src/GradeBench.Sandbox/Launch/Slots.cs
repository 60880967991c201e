using System.Globalization;

namespace GradeBench.Sandbox.Launch;

/// <summary>
/// Hands out slots, each to one sandbox at a time across all processes on this machine. The kernel drops a lock with its
/// process, so a crash frees its slots.
/// </summary>
/// <param name="folder">Where the locks are.</param>
internal sealed class Slots(string folder)
{
    private const int First = 61000;
    private const int Count = 1000;

    private int _next = Environment.ProcessId % Count;

    public static bool Contains(int number) => number is >= First and < First + Count;

    /// <summary>Takes a free slot, going round so that a user id rests as long as possible before it is used again.</summary>
    public Slot Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var number = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (TryTake(number) is { } slot)
            {
                return slot;
            }
        }

        throw new SandboxUnavailableException(
            $"All {Count} sandboxes this machine may run at once are in use.", $"Stop other GradeBench processes (locks are in {folder}).");
    }

    public Slot? TryTake(int number)
    {
        try
        {
            return new Slot(number, new FileStream(
                Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException)
        {
            // Locked by its holder.
            return null;
        }
    }
}
