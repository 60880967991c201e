using System.Runtime.InteropServices;

namespace GradeBench.Protocol;

/// <summary>
/// Takes the protocol's pipes away from standard input and output, so that nothing a submission prints or reads can
/// disturb them: afterwards descriptor 0 is <c>/dev/null</c> and descriptor 1 is standard error. Call it first thing in a host.
/// </summary>
public sealed partial class HostPipes
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC: what a submission starts must not inherit the pipes.
    private const int FirstPrivateDescriptor = 3;
    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private HostPipes(Stream input, Stream output)
    {
        Input = input;
        Output = output;
    }

    /// <summary>What the judge sends.</summary>
    public Stream Input { get; }

    /// <summary>Where the judge listens.</summary>
    public Stream Output { get; }

    /// <exception cref="IOException">A descriptor cannot be duplicated or replaced; the host cannot run.</exception>
    public static HostPipes Take()
    {
        var input = Check(Fcntl(StandardInput, DuplicateCloseOnExec, FirstPrivateDescriptor));
        var output = Check(Fcntl(StandardOutput, DuplicateCloseOnExec, FirstPrivateDescriptor));

        using (var nothing = File.OpenHandle("/dev/null"))
        {
            Check(Dup2((int)nothing.DangerousGetHandle(), StandardInput));
        }

        Check(Dup2(StandardError, StandardOutput));
        return new HostPipes(new DescriptorStream(input), new DescriptorStream(output));
    }


    /// <summary>A pipe within this process, whose ends behave like those of a host.</summary>
    public static (Stream Read, Stream Write) CreatePair()
    {
        Span<int> ends = stackalloc int[2];
        Check(Pipe(ends, CloseOnExec));
        return (new DescriptorStream(ends[0]), new DescriptorStream(ends[1]));
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"The protocol's pipes cannot be set up: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(Span<int> ends, int flags);
}
