using Microsoft.Win32.SafeHandles;

namespace GradeBench.Protocol;

/// <summary>
/// A pipe's end by its descriptor, read and written on the calling thread even by the asynchronous methods: a host reads
/// on a thread of its own and a frame goes out with one system call, where a <see cref="FileStream"/> would first change threads.
/// </summary>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    private readonly SafeFileHandle _handle = new(descriptor, ownsHandle: true);

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

    public override int Read(Span<byte> buffer) => RandomAccess.Read(_handle, buffer, fileOffset: 0);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => RandomAccess.Write(_handle, buffer, fileOffset: 0);

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
        if (disposing) _handle.Dispose();
        base.Dispose(disposing);
    }
}
