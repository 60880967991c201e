namespace GradeBench.SandboxProbe.Probes;

/// <summary>What of the file system can be seen and changed.</summary>
internal static class FileProbes
{
    private const int WriteOnly = 1;
    private const int CreateAndWrite = 0x41;

    /// <summary>Arguments: paths. A folder is tried by creating a file in it. Nothing is written.</summary>
    public static int OpenForWriting(string[] arguments)
    {
        foreach (var path in arguments)
        {
            var isFolder = Directory.Exists(path);
            var descriptor = Native.open(isFolder ? Path.Combine(path, "probe") : path, isFolder ? CreateAndWrite : WriteOnly);
            Report.Call(path, descriptor);
            Native.close(descriptor);
        }

        return 0;
    }

    public static int Sizes(string[] arguments)
    {
        foreach (var path in arguments)
        {
            Report.Line(path, new DriveInfo(path).TotalSize);
        }

        return 0;
    }

    /// <summary>Argument: a folder. Writes until the disk is full or twice a gibibyte is written.</summary>
    public static int Fill(string[] arguments)
    {
        var block = new byte[1 << 20];
        var written = 0L;
        using var file = File.Create(Path.Combine(arguments[0], "filling"), block.Length);
        try
        {
            while (written < 2L << 30)
            {
                file.Write(block);
                file.Flush();
                written += block.Length;
            }
        }
        catch (IOException exception)
        {
            Report.Line("refused", exception.Message);
        }

        Report.Line("written", written);
        // Closing would flush and throw again.
        Native._exit(0);
        return 0;
    }

    public static int Exists(string[] arguments)
    {
        foreach (var path in arguments)
        {
            Report.Line(path, Path.Exists(path));
        }

        return 0;
    }

    public static int List(string[] arguments)
    {
        Report.Line(arguments[0], string.Join(' ', Directory.EnumerateFileSystemEntries(arguments[0]).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        return 0;
    }

    /// <summary>
    /// Argument: a word, spelled backwards so that our own command line does not carry it. Counts visible processes, and
    /// those with the word in their command line or environment.
    /// </summary>
    public static int Processes(string[] arguments)
    {
        var word = new string([.. arguments[0].Reverse()]);
        var processes = Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).ToList();
        Report.Line("visible", processes.Count);
        Report.Line("with word", processes.Count(process => (Read($"{process}/cmdline") + Read($"{process}/environ")).Contains(word, StringComparison.Ordinal)));
        return 0;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
