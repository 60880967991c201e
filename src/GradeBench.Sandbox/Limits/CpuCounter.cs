using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.Sandbox.Limits;

/// <summary>
/// Reads one growing number of a group again and again: a hidden test looks at its host's processor time before and after
/// every wait, hundreds of times in one grading. The file stays open, which makes a reading one system call.
/// </summary>
/// <param name="path">A control file.</param>
/// <param name="key">The number follows this at the start of the file; empty for a file of one number.</param>
internal sealed class CpuCounter(string path, string key)
{
    private const int Enough = 128;

    private readonly byte[] _key = System.Text.Encoding.ASCII.GetBytes(key);
    private readonly Lazy<SafeFileHandle?> _file = new(() => Open(path));
    private long _last;

    /// <summary>The number now; the last one that was read when the group is gone.</summary>
    public long Read()
    {
        try
        {
            Span<byte> text = stackalloc byte[Enough];
            if (_file.Value is { } file && RandomAccess.Read(file, text, 0) is > 0 and var length && Parse(text[..length]) is { } number)
            {
                Interlocked.Exchange(ref _last, number);
            }
        }
        catch (ObjectDisposedException)
        {
            // Given up.
        }
        catch (IOException) when (!File.Exists(path))
        {
            // A removed group answers ENODEV. One that is still there and cannot be read is a limit that cannot be kept.
        }

        return Interlocked.Read(ref _last);
    }

    /// <summary>Gives the file up; readings stay possible and say what was read last.</summary>
    public void Close()
    {
        if (_file.IsValueCreated)
        {
            _file.Value?.Dispose();
        }
    }

    private long? Parse(ReadOnlySpan<byte> text) =>
        text.StartsWith(_key) && Utf8Parser.TryParse(text[_key.Length..], out long number, out _) ? number : null;

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
