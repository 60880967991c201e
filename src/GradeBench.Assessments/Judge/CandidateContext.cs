using System.Collections.Concurrent;
using System.Reflection;

namespace GradeBench.Assessments.Judge;

/// <summary>What a <see cref="Candidate{T}"/> of a running test works with.</summary>
internal sealed class CandidateContext(CandidateSession session, ulong seed, CancellationToken cancellationToken)
{
    private readonly ConcurrentBag<CandidateObject> _objects = [];

    public VirtualClock Clock { get; } = new(session);

    public ulong Seed { get; } = seed;

    public async Task<T> CreateAsync<T>(object?[] arguments)
        where T : class
    {
        var made = await session.CreateAsync(typeof(T), arguments, cancellationToken).ConfigureAwait(false);
        _objects.Add(made);
        return made.As<T>();
    }

    public HostUsage ReadUsage() => session.ReadUsage();

    public TimeSpan ReadCpuTime() => session.ReadCpuTime();

    /// <summary>The objects made since the last call.</summary>
    public IEnumerable<CandidateObject> TakeObjects()
    {
        while (_objects.TryTake(out var made)) yield return made;
    }

    /// <exception cref="InvalidOperationException"><paramref name="type"/> is no <see cref="Candidate{T}"/>.</exception>
    public object MakeCandidate(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Candidate<>)
            ? Activator.CreateInstance(type, BindingFlags.NonPublic | BindingFlags.Instance, null, [this], null)!
            : throw new InvalidOperationException($"A hidden test's constructor takes Candidate<T> and nothing else; {type.Name} is not offered.");
}
