using System.ComponentModel.DataAnnotations;

namespace GradeBench.Sandbox;

/// <summary>One program to run: a published .NET folder, what to pass to it, and what it may use.</summary>
public sealed record SandboxSpec
{
    /// <summary>The published folder on this machine. The program sees a read-only copy of it as <c>/app</c>.</summary>
    public required string AppFolder { get; init; }

    /// <summary>The assembly in <see cref="AppFolder"/> to run, such as <c>GradeBench.CandidateHost.dll</c>.</summary>
    public required string EntryAssembly { get; init; }

    /// <summary>The program's arguments. It can read them, and so can the code it runs: no secrets.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// Whether the runtime never maps memory writable and executable at once: true by default, against takeovers through a
    /// bug. False for a program that runs any code anyway: it saves a tenth of its processor time, and a program that
    /// forks would share those pages with its children and soon fall over.
    /// </summary>
    public bool ProtectsCode { get; init; } = true;

    /// <summary>What it may use.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <exception cref="ValidationException">A limit is out of its range.</exception>
    /// <exception cref="ArgumentException">A text cannot be passed on as it is.</exception>
    internal void Validate()
    {
        Validator.ValidateObject(Limits, new ValidationContext(Limits), validateAllProperties: true);

        // Texts travel as zero-terminated strings, so a zero would start another argument.
        if (new[] { AppFolder, EntryAssembly }.Concat(Arguments).FirstOrDefault(text => text.Contains('\0')) is { } broken)
        {
            throw new ArgumentException($"A path or an argument contains a zero character: '{broken.Replace("\0", "\\0", StringComparison.Ordinal)}'.");
        }

        if (EntryAssembly != Path.GetFileName(EntryAssembly))
        {
            throw new ArgumentException($"'{EntryAssembly}' must be the name of a file in the program's folder, without a path.");
        }
    }
}
