using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>An object of the submission, and the references that live as long as it does.</summary>
internal sealed class HostedObject(ContractShape contract, ReferenceScope scope)
{
    /// <summary>For answers that carry plain data only.</summary>
    public static readonly ReferenceScope NoScope = new();

    private volatile object? _instance;

    /// <summary>Null until its constructor has returned.</summary>
    public object? Instance
    {
        get => _instance;
        set => _instance = value;
    }

    public ContractShape Contract { get; } = contract;

    public ReferenceScope Scope { get; } = scope;
}
