namespace GradeBench.Protocol;

/// <summary>
/// The other end sent what the protocol does not allow. A host can only come to this by tampering or by a bug of ours,
/// so its session is over: it is killed and the call that was open fails.
/// </summary>
public sealed class ProtocolViolationException : Exception
{
    public ProtocolViolationException(ProtocolRule rule, string message)
        : base(message) => Rule = rule;

    public ProtocolViolationException(ProtocolRule rule, string message, Exception innerException)
        : base(message, innerException) => Rule = rule;

    /// <summary>The rule that was broken.</summary>
    public ProtocolRule Rule { get; }
}

/// <summary>The rules of docs/protocol.md that a frame can break.</summary>
public enum ProtocolRule
{
    /// <summary>The length prefix is zero, negative or above <see cref="ProtocolLimits.MaxFrameBytes"/>.</summary>
    FrameLength,

    /// <summary>The stream ended in the middle of a frame.</summary>
    TruncatedFrame,

    /// <summary>The frame is not one well-formed UTF-8 JSON object within the depth limit.</summary>
    NotJson,

    /// <summary>An object names the same member twice.</summary>
    DuplicateMember,

    /// <summary>A number is not finite as a double, or is written with more than 64 characters.</summary>
    Number,

    /// <summary>A member is missing, unknown or of the wrong kind, or the type is unknown or not allowed in this direction.</summary>
    MessageShape,

    /// <summary>An answer names no open request: it was made up, or it came twice.</summary>
    UnknownRequest,

    /// <summary>A message names a token, delegate, stream, clock or object that was never lent or is over.</summary>
    UnknownReference,

    /// <summary>Bytes came when none were due: before the first request, or with nothing open.</summary>
    Unsolicited,

    /// <summary>A carried connection brought more bytes than its window allows, or was credited more than was sent.</summary>
    Window,

    /// <summary>More than <see cref="ProtocolLimits.MaxFramesPerSession"/> frames.</summary>
    TooManyFrames,

    /// <summary>Frames of more than <see cref="ProtocolLimits.MaxBytesPerSession"/> together.</summary>
    TooManyBytes,

    /// <summary>The host speaks another version of the protocol or is another host than expected.</summary>
    Version,
}
