using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>An object of the submission, living in its host.</summary>
public sealed class CandidateObject
{
    private readonly CandidateSession _session;
    private readonly ContractShape _contract;

    internal CandidateObject(CandidateSession session, ReferenceScope scope, ulong id, ContractShape contract)
    {
        _session = session;
        _contract = contract;
        Scope = scope;
        Id = id;
    }

    internal ulong Id { get; }

    internal ReferenceScope Scope { get; }

    /// <summary>A proxy that implements the contract by calling the object.</summary>
    public T As<T>()
        where T : class => CandidateProxy.For<T>(this);

    /// <summary>Ends the object: nothing it was lent can be used any more.</summary>
    public Task<ReleaseReport> ReleaseAsync(CancellationToken cancellationToken) => _session.ReleaseAsync(this, cancellationToken);

    internal object? Call(System.Reflection.MethodInfo method, object?[] arguments)
    {
        var member = _contract.Member(method);
        return member.Return(_session.CallAsync(this, member, arguments));
    }
}
