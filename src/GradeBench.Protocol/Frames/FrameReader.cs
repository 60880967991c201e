using System.Buffers.Binary;

namespace GradeBench.Protocol;

/// <summary>Reads frames from a stream: a little-endian 32-bit length, then that many bytes. One reader per stream, one read at a time.</summary>
/// <param name="maxBytes">What all frames together may have; by default nothing limits them.</param>
public sealed class FrameReader(Stream stream, long maxBytes = long.MaxValue)
{
    private const int PrefixBytes = 4;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private int _frames;
    private long _bytes;

    /// <summary>Whether bytes of a further frame have already arrived.</summary>
    public bool HasBufferedBytes => _end > _start;

    /// <summary>Reads one frame; null when the stream ended between two frames.</summary>
    /// <exception cref="ProtocolViolationException">The length is out of bounds, the stream ended inside a frame, or there were too many frames or bytes.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_end - _start < PrefixBytes)
        {
            if (await FillAsync(cancellationToken).ConfigureAwait(false)) continue;
            if (_end == _start) return null;
            throw Truncated();
        }

        var frame = new byte[TakeLength()];
        var buffered = Math.Min(frame.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(frame);
        _start += buffered;

        if (buffered < frame.Length
            && await stream.ReadAtLeastAsync(frame.AsMemory(buffered), frame.Length - buffered, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false) < frame.Length - buffered)
        {
            throw Truncated();
        }

        return frame;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    // The length is judged before anything is allocated for it.
    private int TakeLength()
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start));
        _start += PrefixBytes;

        if (length is 0 or > ProtocolLimits.MaxFrameBytes)
            throw new ProtocolViolationException(ProtocolRule.FrameLength, $"A frame announced {length} bytes; 1 to {ProtocolLimits.MaxFrameBytes} are allowed.");
        if (++_frames > ProtocolLimits.MaxFramesPerSession)
            throw new ProtocolViolationException(ProtocolRule.TooManyFrames, $"More than {ProtocolLimits.MaxFramesPerSession} frames were sent in one session.");
        if ((_bytes += length) > maxBytes)
            throw new ProtocolViolationException(ProtocolRule.TooManyBytes, $"Frames of more than {maxBytes} bytes together were sent in one session.");

        return (int)length;
    }

    private static ProtocolViolationException Truncated() =>
        new(ProtocolRule.TruncatedFrame, "The stream ended in the middle of a frame.");
}
