namespace GradeBench.Protocol;

/// <summary>What should be sent does not fit into one frame (<see cref="ProtocolLimits.MaxFrameBytes"/>). Nothing was sent.</summary>
public sealed class FrameTooLargeException()
    : Exception($"The message is larger than {ProtocolLimits.MaxFrameBytes / (1024 * 1024)} MiB, the most one frame may carry.");
