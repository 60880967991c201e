using System.Globalization;
using System.Runtime.InteropServices;

namespace GradeBench.SandboxProbe.Probes;

/// <summary>Ways to live and to end.</summary>
internal static unsafe class LifeProbes
{
    private const int LastSignal = 64;
    private const nint Ignore = 1;

    /// <summary>Says "ready" and returns every line: the smallest program that answers calls.</summary>
    public static int Echo(string[] arguments)
    {
        Report.Line("ready", 1);
        while (Console.In.ReadLine() is { } line)
        {
            Report.Line("echo", line);
        }

        return 0;
    }

    public static int Exit(string[] arguments) => int.Parse(arguments[0], CultureInfo.InvariantCulture);

    public static int Crash(string[] arguments)
    {
        *(int*)0x1234 = 1;
        return 0;
    }

    public static int Recurse(string[] arguments) => Depth(0) == 0 ? 0 : 1;

    public static int Sleep(string[] arguments)
    {
        Report.Line("sleeping", 1);
        while (true)
        {
            _ = Native.pause();
        }
    }

    /// <summary>Leaves a child behind that is in a session of its own and ignores whatever can be ignored. Argument "leave" exits the parent.</summary>
    public static int Daemonise(string[] arguments)
    {
        // Bound before the fork: a child of a multi-threaded process should not need the runtime for anything.
        _ = Native.setsid();
        _ = Native.signal(1, 0);
        var child = Native.fork();
        if (child == 0)
        {
            _ = Native.setsid();
            if (Native.fork() != 0)
            {
                Native._exit(0);
            }

            IgnoreSignalsForEver();
        }

        // The child has left its own child behind when it is gone.
        _ = Native.waitpid(child, 0, 0);
        Report.Line("daemonised", 1);
        if (arguments is not ["leave"])
        {
            IgnoreSignalsForEver();
        }

        return 0;
    }

    /// <summary>Main returns, and a foreground thread keeps the process.</summary>
    public static int StayAlive(string[] arguments)
    {
        new Thread(IgnoreSignalsForEver).Start();
        Report.Line("returning", 1);
        return 0;
    }

    /// <summary>What the runtime believes about its machine.</summary>
    public static int Runtime(string[] arguments)
    {
        Report.Line("version", Environment.Version);
        Report.Line("processors", Environment.ProcessorCount);
        Report.Line("heap", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Report.Line("time zone", TimeZoneInfo.FindSystemTimeZoneById("America/New_York").BaseUtcOffset);
        Report.Line("folder", Environment.CurrentDirectory);
        Report.Line("library", RuntimeInformation.FrameworkDescription);
        return 0;
    }

    private static int Depth(int depth) => depth < 0 ? depth : Depth(depth + 1) + 1;

    private static void IgnoreSignalsForEver()
    {
        for (var number = 1; number <= LastSignal; number++)
        {
            _ = Native.signal(number, Ignore);
        }

        while (true)
        {
            _ = Native.pause();
        }
    }
}
