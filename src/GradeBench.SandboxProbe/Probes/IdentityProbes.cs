namespace GradeBench.SandboxProbe.Probes;

/// <summary>Who the program is, and what of its creator it can see.</summary>
internal static class IdentityProbes
{
    public static int Identity(string[] arguments)
    {
        Report.Line("uid_map", File.ReadAllText("/proc/self/uid_map").Trim());
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.Split(':') is [("CapEff" or "CapBnd" or "CapInh" or "CapPrm" or "CapAmb" or "NoNewPrivs" or "Seccomp" or "Groups") and var key, var value])
            {
                Report.Line(key, value.Trim());
            }
        }

        return 0;
    }

    /// <summary>The first process of the namespace is the sandboxing program itself: its environment and command line are the judge's.</summary>
    public static int Init(string[] arguments)
    {
        Report.Line("environ", File.ReadAllText("/proc/1/environ").Replace('\0', ' ').Trim());
        Report.Line("cmdline", File.ReadAllText("/proc/1/cmdline").Replace('\0', ' ').Trim());
        return 0;
    }

    public static int Descriptors(string[] arguments)
    {
        foreach (var process in new[] { "1", "self" })
        {
            foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
            {
                Report.Line($"{process} {Path.GetFileName(descriptor)}", LinkTarget(descriptor));
            }
        }

        return 0;
    }

    public static int Environment(string[] arguments)
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            Report.Line((string)variable.Key, variable.Value);
        }

        return 0;
    }

    private static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return "gone";
        }
    }
}
