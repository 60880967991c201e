using System.Buffers;
using System.Text;

namespace GradeBench.Sandbox.Running;

/// <summary>
/// Reads standard error to its end so that the program never blocks on it, keeps the beginning, and says when it is too
/// much. Memory is bounded by what is kept, whatever the program writes.
/// </summary>
internal sealed class ErrorCapture(Stream source, SandboxLimits limits, Action tooMuch)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly Lock _lock = new();
    private long _total;

    /// <summary>What was kept so far.</summary>
    public string Read()
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_kept.WrittenSpan);
        }
    }

    public async Task<CapturedOutput> ReadToEndAsync()
    {
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(buffer) is > 0 and var read)
        {
            lock (_lock)
            {
                _kept.Write(buffer.AsSpan(0, (int)Math.Min(read, limits.ErrorBytesKept - _kept.WrittenCount)));
            }

            if (_total <= limits.ErrorBytesTolerated && _total + read > limits.ErrorBytesTolerated)
            {
                tooMuch();
            }

            _total += read;
        }

        return new CapturedOutput(Encoding.UTF8.GetString(_kept.WrittenSpan), _total, _total > _kept.WrittenCount);
    }

    private async Task<int> ReadAsync(byte[] buffer)
    {
        try
        {
            return await source.ReadAsync(buffer);
        }
        catch (IOException)
        {
            // The pipe broke with the program: the same as its end.
            return 0;
        }
    }
}
