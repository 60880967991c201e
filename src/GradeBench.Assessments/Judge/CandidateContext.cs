using System.Collections.Concurrent;
using System.Reflection;
using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>What a <see cref="Candidate{T}"/> of a running test works with.</summary>
internal sealed class CandidateContext(CandidateSession session, ulong seed, CancellationToken cancellationToken)
{
    private readonly ConcurrentBag<CandidateObject> _objects = [];
    private readonly ConcurrentBag<CarriedPort> _ports = [];

    public VirtualClock Clock { get; } = new(session);

    public ulong Seed { get; } = seed;

    public async Task<T> CreateAsync<T>(object?[] arguments)
        where T : class
    {
        var made = await session.CreateAsync(typeof(T), arguments, cancellationToken).ConfigureAwait(false);
        _objects.Add(made);
        return made.As<T>();
    }

    public async Task<CarriedPort> ListenAsync(Func<CarriedConnection, IConnectionEnd> accept)
    {
        var port = await session.ListenAsync(accept, cancellationToken).ConfigureAwait(false);
        _ports.Add(port);
        return port;
    }

    public HostUsage ReadUsage() => session.ReadUsage();

    public TimeSpan ReadCpuTime() => session.ReadCpuTime();

    /// <summary>The objects made since the last call.</summary>
    public IEnumerable<CandidateObject> TakeObjects()
    {
        while (_objects.TryTake(out var made)) yield return made;
    }

    /// <summary>The ports opened since the last call.</summary>
    public IEnumerable<CarriedPort> TakePorts()
    {
        while (_ports.TryTake(out var port)) yield return port;
    }

    /// <exception cref="InvalidOperationException"><paramref name="type"/> is no <see cref="Candidate{T}"/>.</exception>
    public object MakeCandidate(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Candidate<>)
            ? Activator.CreateInstance(type, BindingFlags.NonPublic | BindingFlags.Instance, null, [this], null)!
            : throw new InvalidOperationException($"A hidden test's constructor takes Candidate<T> and nothing else; {type.Name} is not offered.");
}
