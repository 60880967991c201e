using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GradeBench.Protocol;

/// <summary>
/// What a connection knows by the ids of its messages. Thread-safe. The keys are boxed: for keys that are references the
/// framework's dictionary is compiled already, for others every host that starts would compile it anew.
/// </summary>
public sealed class IdTable<T>
    where T : class
{
    private readonly ConcurrentDictionary<object, T> _byId = new();

    public bool IsEmpty => _byId.IsEmpty;

    /// <summary>A snapshot of what is there.</summary>
    public ICollection<T> Values => _byId.Values;

    public T? Find(ulong id) => _byId.TryGetValue(id, out var found) ? found : null;

    public void Set(ulong id, T value) => _byId[id] = value;

    /// <summary>False when the id is taken.</summary>
    public bool TryAdd(ulong id, T value) => _byId.TryAdd(id, value);

    public T GetOrAdd(ulong id, Func<T> make) => _byId.GetOrAdd(id, static (_, make) => make(), make);

    public bool TryRemove(ulong id, [NotNullWhen(true)] out T? removed) => _byId.TryRemove(id, out removed);

    public void Remove(ulong id) => _byId.TryRemove(id, out _);

    /// <summary>Empties the table; of everything in it, each is given to one caller only.</summary>
    public IEnumerable<T> TakeAll()
    {
        foreach (var id in _byId.Keys)
        {
            if (_byId.TryRemove(id, out var taken)) yield return taken;
        }
    }
}
