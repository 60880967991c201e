using GradeBench.Cli.Output;
using GradeBench.Grading;

namespace GradeBench.Cli.Packs;

/// <summary>One line on a terminal that says how far a proof is. Silent elsewhere.</summary>
internal sealed class VerificationStatus(string pack) : IProgress<VerificationProgress>
{
    private readonly TransientLine _line = new();

    public void Report(VerificationProgress value) =>
        _line.Show($"Proving {pack}: {Words(value.Part)} {value.Done} of {value.Total} ...");

    public void Clear() => _line.Clear();

    private static string Words(VerificationPart part) => part switch
    {
        VerificationPart.Reference => "reference",
        VerificationPart.Mutants => "mutant",
        _ => "sample",
    };
}
