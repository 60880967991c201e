using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// Writes frames to a stream in the order they are given. Any number of threads may send: whoever finds nobody writing
/// writes for all, so frames that meet share one write and nobody waits for a lock.
/// </summary>
public sealed class FrameWriter(Stream stream)
{
    private static readonly JsonWriterOptions WriterOptions = new() { MaxDepth = ProtocolLimits.MaxDepth, SkipValidation = false };

    private readonly Lock _gate = new();
    private List<ReadOnlyMemory<byte>> _waiting = [];
    private bool _writing;
    private Exception? _broken;

    /// <summary>Sends one JSON object; <paramref name="members"/> writes what is inside its braces.</summary>
    /// <exception cref="FrameTooLargeException">It does not fit; nothing was sent.</exception>
    public void Send(Action<Utf8JsonWriter> members) => Send(Compose(members));

    /// <summary>Sends a frame made by <see cref="Compose"/>. A broken pipe is not reported here: the reading side sees the end.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        Enqueue(frame);
        Flush();
    }

    /// <summary>Fixes the frame's place in the order without writing yet; <see cref="Flush"/> must follow.</summary>
    public void Enqueue(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_broken is null) _waiting.Add(frame);
        }
    }

    /// <summary>Writes what waits, unless somebody is at it already.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_writing || _waiting.Count == 0) return;
            _writing = true;
        }

        _ = DrainAsync();
    }

    /// <summary>Makes a complete frame, prefix included, without sending it.</summary>
    /// <exception cref="FrameTooLargeException">It does not fit.</exception>
    public static ReadOnlyMemory<byte> Compose(Action<Utf8JsonWriter> members)
    {
        var buffer = new FrameBuffer();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.Finish();
    }

    private async Task DrainAsync()
    {
        List<ReadOnlyMemory<byte>> batch = [];
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    batch.Clear();
                    if (_waiting.Count == 0)
                    {
                        _writing = false;
                        return;
                    }

                    (batch, _waiting) = (_waiting, batch);
                }

                await stream.WriteAsync(Join(batch)).ConfigureAwait(false);
                await stream.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException or InvalidOperationException)
        {
            // The other end is gone. Whoever waits for an answer learns it from the reading side.
            lock (_gate)
            {
                _broken = e;
                _waiting.Clear();
            }
        }
    }

    private static ReadOnlyMemory<byte> Join(List<ReadOnlyMemory<byte>> frames)
    {
        if (frames.Count == 1) return frames[0];

        var joined = new byte[frames.Sum(f => f.Length)];
        var offset = 0;
        foreach (var frame in frames)
        {
            frame.CopyTo(joined.AsMemory(offset));
            offset += frame.Length;
        }

        return joined;
    }
}
