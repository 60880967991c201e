using System.Buffers.Binary;
using System.Text;

namespace GradeBench.Protocol.Tests;

/// <summary>What a hostile host may put on the pipe, below the level of messages.</summary>
public sealed class FrameTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(ProtocolLimits.MaxFrameBytes + 1)]
    public async Task A_length_out_of_bounds_is_refused_before_anything_is_allocated(int length)
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(async () => await new FrameReader(new MemoryStream(prefix)).ReadAsync(Cancellation));

        Assert.Equal(ProtocolRule.FrameLength, violation.Rule);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task A_stream_that_ends_inside_a_frame_is_a_violation(int bytes)
    {
        var cut = new MemoryStream([.. Framed("{\"a\":1}").Take(bytes)]);

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(async () => await new FrameReader(cut).ReadAsync(Cancellation));

        Assert.Equal(ProtocolRule.TruncatedFrame, violation.Rule);
    }

    [Fact]
    public async Task Frames_arrive_whole_however_they_are_cut()
    {
        var small = Encoding.UTF8.GetBytes("{\"a\":1}");
        var large = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 100_000)}\"}}");
        var reader = new FrameReader(new DrippingStream([.. Framed(small), .. Framed(large), .. Framed(small)]));

        Assert.Equal(small, await reader.ReadAsync(Cancellation));
        Assert.Equal(large, await reader.ReadAsync(Cancellation));
        Assert.Equal(small, await reader.ReadAsync(Cancellation));
        Assert.Null(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_drip_ends_with_the_readers_patience()
    {
        using var patience = new CancellationTokenSource();
        var reading = new FrameReader(new SilentStream()).ReadAsync(patience.Token).AsTask();

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_flood_of_frames_ends_at_the_sessions_limit()
    {
        var reader = new FrameReader(new RepeatingStream(Framed("{}")));

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(async () =>
        {
            while (true) await reader.ReadAsync(Cancellation);
        });

        Assert.Equal(ProtocolRule.TooManyFrames, violation.Rule);
    }

    [Fact]
    public async Task Concurrent_senders_never_mix_their_frames()
    {
        var sink = new MemoryStream();
        var writer = new FrameWriter(sink);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++) writer.Send(json => json.WriteString("text", new string((char)('a' + sender), i)));
        })));

        sink.Position = 0;
        var (reader, frames) = (new FrameReader(sink), 0);
        while (await reader.ReadAsync(Cancellation) is { } frame)
        {
            frames++;
            Assert.InRange(Encoding.UTF8.GetString(frame)["{\"text\":\"".Length..^2].Distinct().Count(), 0, 1);
        }

        Assert.Equal(4000, frames);
    }

    [Fact]
    public void A_message_that_is_too_large_is_refused_without_holding_all_of_it()
    {
        Assert.Throws<FrameTooLargeException>(() => FrameWriter.Compose(json =>
        {
            json.WriteStartArray("endless");
            while (true) json.WriteStringValue("more and more and more");
        }));
    }

    private static byte[] Framed(string json) => Framed(Encoding.UTF8.GetBytes(json));

    private static byte[] Framed(byte[] body) => [.. BitConverter.GetBytes(body.Length), .. body];

    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);
    }

    private sealed class RepeatingStream(byte[] frame) : MemoryStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++) buffer.Span[i] = frame[_at++ % frame.Length];
            return new(buffer.Length);
        }
    }

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
