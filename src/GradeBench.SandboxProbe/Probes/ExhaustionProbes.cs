using System.Globalization;
using System.Runtime.InteropServices;

namespace GradeBench.SandboxProbe.Probes;

/// <summary>Uses up one resource.</summary>
internal static unsafe class ExhaustionProbes
{
    /// <summary>Forks children that wait for ever, until refused. Then exits with 1, or waits too when told "stay".</summary>
    public static int Fork(string[] arguments)
    {
        for (var children = 0; ; children++)
        {
            switch (Native.fork())
            {
                case 0:
                    WaitForEver();
                    break;
                case < 0:
                    Report.Call("refused", -1);
                    Report.Line("forks", children);
                    if (arguments is ["stay"])
                    {
                        WaitForEver();
                    }

                    return 1;
            }
        }
    }

    public static int Threads(string[] arguments)
    {
        var threads = 0;
        try
        {
            for (; threads < 100_000; threads++)
            {
                new Thread(WaitForEver) { IsBackground = true }.Start();
            }
        }
        catch (OutOfMemoryException)
        {
            Report.Line("refused", "OutOfMemoryException");
        }

        Report.Line("threads", threads);
        return 1;
    }

    /// <summary>Memory the garbage collector does not know of, touched page by page.</summary>
    public static int AllocateNative(string[] arguments)
    {
        const int block = 1 << 20;
        for (var total = 0L; ; total += block)
        {
            NativeMemory.Fill(NativeMemory.Alloc(block), block, 1);
            if (total % (16 * block) == 0)
            {
                Report.Line("bytes", total);
            }
        }
    }

    public static int AllocateManaged(string[] arguments)
    {
        var blocks = new List<byte[]>();
        try
        {
            while (true)
            {
                blocks.Add(new byte[1 << 20]);
            }
        }
        catch (OutOfMemoryException)
        {
            var count = blocks.Count;
            blocks = null;
            Report.Line("refused", "OutOfMemoryException");
            Report.Line("mebibytes", count);
            return 0;
        }
    }

    /// <summary>Argument: how many threads burn CPU.</summary>
    public static int Spin(string[] arguments)
    {
        for (var thread = 1; thread < int.Parse(arguments[0], CultureInfo.InvariantCulture); thread++)
        {
            new Thread(Burn) { IsBackground = true }.Start();
        }

        Burn();
        return 0;
    }

    public static int FloodOutput(string[] arguments) => Flood(1);

    public static int FloodErrors(string[] arguments) => Flood(2);

    private static int Flood(int descriptor)
    {
        var block = stackalloc byte[64 * 1024];
        new Span<byte>(block, 64 * 1024).Fill((byte)'x');
        while (Native.write(descriptor, block, 64 * 1024) > 0)
        {
        }

        return 1;
    }

    private static void WaitForEver()
    {
        while (true)
        {
            _ = Native.pause();
        }
    }

    private static void Burn()
    {
        var value = 1u;
        while (value != 0)
        {
            value = (value * 1664525) | 1;
        }
    }
}
