namespace GradeBench.Protocol;

/// <summary>The numbers both ends enforce; docs/protocol.md states the same ones.</summary>
public static class ProtocolLimits
{
    /// <summary>The protocol's version, sent in <c>ready</c>. A host of another version is refused.</summary>
    public const int Version = 1;

    /// <summary>Bytes of one frame without its prefix: 1 to 8 MiB.</summary>
    public const int MaxFrameBytes = 8 * 1024 * 1024;

    /// <summary>Levels of nesting in one frame.</summary>
    public const int MaxDepth = 64;

    /// <summary>Characters of one number as written.</summary>
    public const int MaxNumberLength = 64;

    /// <summary>Frames a host may send in its life; far above any hidden test, far below what would tire the judge.</summary>
    public const int MaxFramesPerSession = 200_000;

    /// <summary>
    /// Bytes of all frames a candidate host may send in its life: 64 MiB. The judge keeps answers while a test compares them,
    /// so without it a submission could fill the judge's memory with thousands of answers that each fit into a frame.
    /// </summary>
    public const long MaxBytesPerSession = 64L * 1024 * 1024;

    /// <summary>Bytes of one carried connection that may be on their way in one direction: 64 KiB.</summary>
    public const int ConnectionWindowBytes = 64 * 1024;

    /// <summary>UTF-8 bytes of an exception's message; the rest is cut.</summary>
    public const int MaxErrorTextBytes = 2048;

    /// <summary>Exceptions reported of one chain, the outermost included.</summary>
    public const int MaxErrorDepth = 8;
}
