namespace GradeBench.Sandbox;

/// <summary>Where the sandbox finds and keeps its things.</summary>
public sealed record SandboxOptions
{
    /// <summary>The environment variable that must be 1, beside <see cref="AllowUnsandboxed"/>, to run without a sandbox.</summary>
    public const string UnsandboxedVariable = "GRADEBENCH_UNSAFE_NO_SANDBOX";

    /// <summary>
    /// Where the sandbox's read-only system and the hosts' copies are kept. By default
    /// <c>/var/cache/gradebench</c> for root and <c>$XDG_CACHE_HOME/gradebench</c> (<c>~/.cache/gradebench</c>) otherwise.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>The bubblewrap program; by default <c>bwrap</c> from PATH.</summary>
    public string? BubblewrapPath { get; init; }

    /// <summary>Whether to use control groups where there are some. True by default; without them limits are weaker (<see cref="LimitMode.Rlimit"/>).</summary>
    public bool UseControlGroups { get; init; } = true;

    /// <summary>
    /// Allows running without any isolation when no sandbox can be made. False by default, and without effect unless
    /// <see cref="UnsandboxedVariable"/> is 1 as well: one careless flag must not be enough.
    /// </summary>
    public bool AllowUnsandboxed { get; init; }
}
