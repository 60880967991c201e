using System.ComponentModel.DataAnnotations;

namespace GradeBench.Sandbox;

/// <summary>What one program may use. The defaults suit a .NET program that answers calls; a compiler needs more memory.</summary>
public sealed record SandboxLimits
{
    /// <summary>One mebibyte.</summary>
    public const long MiB = 1024 * 1024;

    // JIT, stacks, native libraries and temporary files need room beside the garbage collected heap (measured: 112 MiB is ample).
    private const long UnmanagedRoom = 112 * MiB;

    /// <summary>
    /// Memory of all processes together, temporary files included. 256 MiB by default, 32 MiB to 16 GiB: a .NET host
    /// starts in 8 MiB, so the rest is the candidate's. There is no swap.
    /// </summary>
    [Range(32 * MiB, 16384 * MiB)]
    public long MemoryBytes { get; init; } = 256 * MiB;

    /// <summary>Threads and processes together. 64 by default, 16 to 1024: a .NET host idles at 6 and dies below that.</summary>
    [Range(16, 1024)]
    public int Tasks { get; init; } = 64;

    /// <summary>Cores it may keep busy at once. 2 by default, 1 to 64; it is also what the runtime sees as its processor count.</summary>
    [Range(1, 64)]
    public int Cores { get; init; } = 2;

    /// <summary>CPU time over its whole life, all threads summed. 10 seconds by default, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Wall-clock time from the start; null when the caller keeps the time itself, as with programs that wait in a
    /// <see cref="WarmPool{T}"/>. 60 seconds by default, 100 milliseconds to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan? WallTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Size of /tmp and of /box, the working folder; each 64 MiB by default, 1 MiB to 4 GiB, charged to memory when used.</summary>
    [Range(1 * MiB, 4096 * MiB)]
    public long ScratchBytes { get; init; } = 64 * MiB;

    /// <summary>Size of /dev/shm: 16 MiB by default, 1 MiB to 4 GiB. Named semaphores live there.</summary>
    [Range(1 * MiB, 4096 * MiB)]
    public long SharedMemoryBytes { get; init; } = 16 * MiB;

    /// <summary>Open files per process. 256 by default, 64 to 65536: .NET needs 32.</summary>
    [Range(64, 65536)]
    public int OpenFiles { get; init; } = 256;

    /// <summary>How much of standard error is kept: 1 MiB by default, up to 64 MiB. The rest is read and dropped.</summary>
    [Range(0, 64 * MiB)]
    public long ErrorBytesKept { get; init; } = 1 * MiB;

    /// <summary>How much standard error ends the program: 16 MiB by default, 64 KiB to 1 GiB.</summary>
    [Range(64 * 1024, 1024 * MiB)]
    public long ErrorBytesTolerated { get; init; } = 16 * MiB;

    /// <summary>
    /// The garbage collector's hard limit. Set explicitly because the runtime cannot see its control group in the
    /// sandbox: with it an allocation bomb gets an OutOfMemoryException, and the host survives to say so.
    /// </summary>
    public long ManagedHeapBytes => Math.Max(MemoryBytes / 2, MemoryBytes - UnmanagedRoom);
}
