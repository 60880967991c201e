using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>An object of the submission, and the references that live as long as it does.</summary>
internal sealed record HostedObject(object Instance, ContractShape Contract, ReferenceScope Scope)
{
    /// <summary>For answers that carry plain data only.</summary>
    public static readonly ReferenceScope NoScope = new();
}
