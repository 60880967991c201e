using System.ComponentModel.DataAnnotations;

namespace GradeBench.Grading;

/// <summary>How gradings share the machine.</summary>
public sealed class GradingOptions
{
    /// <summary>The environment variable that names the folder of the hosts.</summary>
    public const string HostsVariable = "GRADEBENCH_HOSTS";

    /// <summary>For a program that grades once and ends: nothing is kept ready for a second time.</summary>
    public static GradingOptions Once => new() { WarmCompilers = 0, WarmCandidates = 0, Lanes = 2 };

    /// <summary>
    /// Folder with one published folder per host. By default <see cref="HostsVariable"/>, else the nearest
    /// <c>hosts</c> or <c>artifacts/hosts</c> above the program.
    /// </summary>
    public string? HostsFolder { get; set; }

    /// <summary>
    /// Hidden tests that run at the same time, each lane with a host of its own. 1 to 16; the default is 3. One submission
    /// alone gets all of them; several at once share them, at least one each. A submission that hangs gets up to twice as many,
    /// crowd or not: waiting for it costs time and nothing else.
    /// </summary>
    [Range(1, 16)]
    public int Lanes { get; set; } = 3;

    /// <summary>
    /// Compiler hosts kept ready that have compiled nothing yet. 0 to 8; the default is 1. Those that have are kept as well, as many as
    /// are lent at once: one per processor, or this many where that is more. With 0 none is kept, and one is started for each grading
    /// at once with the candidate hosts: right for a program that grades once and ends.
    /// </summary>
    [Range(0, 8)]
    public int WarmCompilers { get; set; } = 1;

    /// <summary>
    /// Submissions one compiler host compiles before it is replaced, as long as it answers properly. 1 to 1000; the default
    /// is 200. With 1 a host is never shared, which costs about a second of CPU time per submission; a new one costs about six
    /// more while its runtime optimises the compiler, over its first hundred submissions.
    /// </summary>
    [Range(1, 1000)]
    public int SubmissionsPerCompiler { get; set; } = 200;

    /// <summary>Candidate hosts kept ready. 0 to 32; the default is 4: three lanes and one to replace a host that died.</summary>
    [Range(0, 32)]
    public int WarmCandidates { get; set; } = 4;

    /// <summary>
    /// CPU time a submission may take to compile and analyse; more counts as not compiling. 1 second to 2 minutes; the
    /// default is 10 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan CompileCpu { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Wall-clock time after which compiling is given up as a fault of ours: a machine this busy must not cost a
    /// candidate the grade. 5 seconds to 10 minutes; the default is 60 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan CompilePatience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory of a compiler host. 256 MiB to 8 GiB; the default is 768 MiB.</summary>
    [Range(256L << 20, 8192L << 20)]
    public long CompileMemoryBytes { get; set; } = 768L << 20;
}
