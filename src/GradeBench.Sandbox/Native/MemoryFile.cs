using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.Sandbox.Native;

/// <summary>
/// A file without a name: how arguments and filters reach the launch, and how bubblewrap reports back, with nothing
/// left on a disk whatever happens to us.
/// </summary>
internal sealed class MemoryFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private MemoryFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>The path under which our own children can open it, while we keep it open.</summary>
    public string Path => $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}";

    public static MemoryFile Create(string name, ReadOnlySpan<byte> content = default)
    {
        var file = new MemoryFile(LibC.CreateMemoryFile(name));
        RandomAccess.Write(file._handle, content, fileOffset: 0);
        return file;
    }

    public string ReadAllText()
    {
        var bytes = new byte[RandomAccess.GetLength(_handle)];
        var read = RandomAccess.Read(_handle, bytes, fileOffset: 0);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    public void Dispose() => _handle.Dispose();
}
