using System.Globalization;
using System.Text;

namespace GradeBench.Sandbox.Limits;

/// <summary>Reads and writes the kernel's one-line control files.</summary>
internal static class CgroupFile
{
    private const int OnePage = 4096;

    public static void Write(string folder, string file, long value) => Write(folder, file, value.ToString(CultureInfo.InvariantCulture));

    public static void Write(string folder, string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);

    /// <returns>The number in a file of one number; 0 when the kernel has no such file.</returns>
    public static long ReadNumber(string folder, string file) =>
        ReadLines(folder, file) is [var line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <returns>The number after a key in a file of "key number" lines; 0 when there is none.</returns>
    public static long ReadNumber(string folder, string file, string key) =>
        ReadLines(folder, file)
            .Select(line => line.Split(' '))
            .Where(words => words.Length == 2 && words[0] == key)
            .Select(words => long.Parse(words[1], CultureInfo.InvariantCulture))
            .FirstOrDefault();

    public static IReadOnlyList<int> ReadProcesses(string folder) =>
        [.. ReadLines(folder, "cgroup.procs").Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    private static string[] ReadLines(string folder, string file) => ReadText(folder, file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // For a line of text the reader of File.ReadAllText costs ten times what the kernel does. What is read again and again
    // is for CpuCounter.
    private static string ReadText(string folder, string file)
    {
        try
        {
            using var handle = File.OpenHandle(Path.Combine(folder, file));
            Span<byte> buffer = stackalloc byte[OnePage];
            var text = new StringBuilder();
            int read;
            while ((read = RandomAccess.Read(handle, buffer, text.Length)) > 0) text.Append(Encoding.ASCII.GetString(buffer[..read]));
            return text.ToString();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
        catch (IOException) when (!Directory.Exists(folder))
        {
            // A group removed between open and read answers ENODEV.
            return "";
        }
    }
}
