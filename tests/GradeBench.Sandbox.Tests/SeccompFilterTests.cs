using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using GradeBench.Sandbox.Seccomp;

namespace GradeBench.Sandbox.Tests;

/// <summary>The filter's bytes, run through a small interpreter of classic BPF.</summary>
public sealed partial class SeccompFilterTests
{
    private const uint X64 = 0xC000003E;
    private const uint Arm64 = 0xC00000B7;
    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000;
    private const uint NotPermitted = 0x00050001;
    private const uint NoSuchCall = 0x00050026;
    private const uint FamilyNotSupported = 0x00050061;

    [Theory]
    [InlineData("read", 0, 0, 0, Allow)]
    [InlineData("futex", 202, 0, 0, Allow)]
    [InlineData("memfd_create", 319, 0, 0, Allow)]
    [InlineData("membarrier", 324, 0, 0, Allow)]
    [InlineData("execve", 59, 0, 0, Allow)]
    [InlineData("ptrace", 101, 0, 0, NotPermitted)]
    [InlineData("keyctl", 250, 0, 0, NotPermitted)]
    [InlineData("unshare", 272, 0, 0, NotPermitted)]
    [InlineData("clone3", 435, 0, 0, NoSuchCall)]
    [InlineData("io_uring_setup", 425, 0, 0, NoSuchCall)]
    [InlineData("seccomp", 317, 0, 0, NoSuchCall)]
    [InlineData("clone for a thread", 56, 0x003D0F00, 0, Allow)]
    [InlineData("clone into a new user namespace", 56, 0x10000000, 0, NotPermitted)]
    [InlineData("socket(AF_UNIX)", 41, 1, 0, Allow)]
    [InlineData("socket(AF_INET6)", 41, 10, 0, Allow)]
    [InlineData("socket(AF_NETLINK)", 41, 16, 0, FamilyNotSupported)]
    [InlineData("socket(AF_VSOCK)", 41, 40, 0, FamilyNotSupported)]
    [InlineData("ioctl(TCGETS)", 16, 0, 0x5401, Allow)]
    [InlineData("ioctl(TIOCSTI)", 16, 0, 0x5412, NotPermitted)]
    [InlineData("ioctl(TIOCLINUX)", 16, 0, 0x541C, NotPermitted)]
    [InlineData("personality(query)", 135, 0xffffffff, 0, Allow)]
    [InlineData("personality(ADDR_NO_RANDOMIZE)", 135, 0x0040000, 0, NotPermitted)]
    [InlineData("x32 read", 0x40000000, 0, 0, NoSuchCall)]
    public void Each_call_on_x64_gets_its_answer(string call, uint number, uint first, uint second, uint expected) =>
        Assert.True(expected == Run(Architecture.X64, X64, number, first, second), call);

    [Theory]
    [InlineData("read", 63, 0, Allow)]
    [InlineData("ptrace", 117, 0, NotPermitted)]
    [InlineData("clone3", 435, 0, NoSuchCall)]
    [InlineData("socket(AF_VSOCK)", 198, 40, FamilyNotSupported)]
    [InlineData("socket(AF_INET)", 198, 2, Allow)]
    public void Each_call_on_arm64_gets_its_answer(string call, uint number, uint first, uint expected) =>
        Assert.True(expected == Run(Architecture.Arm64, Arm64, number, first, 0), call);

    [Fact]
    public void A_call_through_another_table_is_the_end() => Assert.Equal(Kill, Run(Architecture.X64, 0x40000003, 20, 0, 0));

    [Fact]
    public void An_architecture_without_a_table_is_refused_and_not_left_unfiltered() =>
        Assert.Throws<SandboxUnavailableException>(() => SeccompFilter.Build(Architecture.Arm));

    [Fact]
    public void No_call_is_listed_twice()
    {
        var all = DeniedSystemCalls.NotPermitted.Concat(DeniedSystemCalls.NoSuchCall).ToList();

        Assert.Equal(all.Count, all.Select(call => call.Name).Distinct().Count());
        Assert.Equal(all.Count, all.Select(call => call.X64).Distinct().Count());
    }

    [Theory]
    [InlineData("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", true)]
    [InlineData("/usr/include/asm-generic/unistd.h", false)]
    public void Numbers_agree_with_the_kernels_headers(string header, bool isX64)
    {
        Assert.SkipUnless(File.Exists(header), $"The kernel's headers are not installed ({header}).");
        var numbers = DefinePattern().Matches(File.ReadAllText(header)).ToLookup(match => match.Groups[1].Value, match => uint.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));

        foreach (var call in DeniedSystemCalls.NotPermitted.Concat(DeniedSystemCalls.NoSuchCall).Where(call => numbers.Contains(call.Name)))
        {
            Assert.True((isX64 ? call.X64 : call.Arm64) == numbers[call.Name].First(), call.Name);
        }
    }

    [GeneratedRegex(@"#define __NR(?:3264)?_(\w+)\s+(\d+)")]
    private static partial Regex DefinePattern();

    private static uint Run(Architecture architecture, uint auditArchitecture, uint number, uint first, uint second)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), auditArchitecture);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(16), first);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(24), second);

        var program = SeccompFilter.Build(architecture);
        var accumulator = 0u;
        for (var at = 0; ; at += 8)
        {
            var instruction = program.AsSpan(at, 8);
            var operand = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(instruction))
            {
                case 0x20:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)operand));
                    break;
                case 0x06:
                    return operand;
                case 0x15:
                    at += 8 * instruction[accumulator == operand ? 2 : 3];
                    break;
                case 0x35:
                    at += 8 * instruction[accumulator >= operand ? 2 : 3];
                    break;
                case 0x45:
                    at += 8 * instruction[(accumulator & operand) != 0 ? 2 : 3];
                    break;
                default:
                    throw new InvalidOperationException($"Unknown instruction at {at}.");
            }
        }
    }
}
