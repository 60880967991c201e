using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>What is sent to a host: the submission and the contract it must offer.</summary>
/// <param name="Contract">The contract's interface.</param>
/// <param name="Files">For C# the one assembly; for an interpreted language its source files.</param>
public sealed record CandidatePayload(Type Contract, IReadOnlyList<PayloadFile> Files)
{
    /// <summary>A C# submission.</summary>
    public static CandidatePayload OfAssembly(Type contract, ReadOnlyMemory<byte> assembly) =>
        new(contract, [new PayloadFile("submission.dll", assembly)]);
}
