using Microsoft.Win32.SafeHandles;

namespace GradeBench.Protocol;

/// <summary>
/// A pipe's end by its descriptor, read and written on the calling thread even by the asynchronous methods: a host reads
/// on a thread of its own and a frame goes out with one system call, where a <see cref="FileStream"/> would first change threads.
/// </summary>
internal sealed class DescriptorStream(int descriptor, FileAccess access) : Stream
{
    // RandomAccess refuses to read what cannot seek; an unbuffered FileStream over the descriptor does not.
    private readonly FileStream _file = new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => _file.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _file.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
