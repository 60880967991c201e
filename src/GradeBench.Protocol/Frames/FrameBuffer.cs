using System.Buffers;
using System.Buffers.Binary;

namespace GradeBench.Protocol;

/// <summary>
/// Collects the bytes of one outgoing frame behind room for its prefix. Refuses to grow past
/// <see cref="ProtocolLimits.MaxFrameBytes"/>, so a huge result costs a bounded amount of memory.
/// </summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int PrefixBytes = 4;
    private const int MaxBytes = ProtocolLimits.MaxFrameBytes + PrefixBytes;

    private byte[] _bytes = new byte[512];
    private int _length = PrefixBytes;

    public void Advance(int count)
    {
        if (_length + count > MaxBytes) throw new FrameTooLargeException();
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Writes the prefix and hands out the whole frame.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, (uint)(_length - PrefixBytes));
        return _bytes.AsMemory(0, _length);
    }

    private void Reserve(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 64);
        if (needed <= _bytes.Length) return;

        // A JSON writer asks for three bytes per character it has yet to escape, so what it asks for may pass the limit
        // although what it writes does not; only its real growth is judged, here by factor and in Advance exactly.
        if (needed > MaxBytes * 4L) throw new FrameTooLargeException();
        Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
    }
}
