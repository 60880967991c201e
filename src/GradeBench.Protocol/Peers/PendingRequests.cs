using System.Collections.Concurrent;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>The requests that wait for an answer. Each is answered exactly once; anything else is a violation.</summary>
internal sealed class PendingRequests
{
    private readonly ConcurrentDictionary<ulong, Pending> _open = new();
    private Exception? _ended;

    public bool IsEmpty => _open.IsEmpty;

    public Task<object?> Add(ulong id, ReferenceScope scope, ValueCodec? result)
    {
        var pending = new Pending(scope, result);
        _open[id] = pending;

        // Whoever ends the connection sets the reason before it clears the table, so one of the two sees the other.
        if (Volatile.Read(ref _ended) is { } reason && _open.TryRemove(id, out _)) pending.SetException(reason);
        return pending.Task;
    }

    /// <summary>Reads the result on the calling thread, so that references in it are known before the next frame is looked at.</summary>
    public void Complete(ulong id, JsonElement result, Peer peer)
    {
        var pending = Take(id);
        try
        {
            pending.SetResult(pending.Result is null ? null : new Crossing(peer, pending.Scope).Read(result, pending.Result));
        }
        catch (JsonException e)
        {
            pending.SetException(new ValueMismatchException(e));
        }
    }

    public void Fail(ulong id, Exception error) => Take(id).SetException(error);

    public void FailAll(Exception reason)
    {
        Volatile.Write(ref _ended, reason);
        foreach (var id in _open.Keys)
        {
            if (_open.TryRemove(id, out var pending)) pending.SetException(reason);
        }
    }

    private Pending Take(ulong id) =>
        _open.TryRemove(id, out var pending)
            ? pending
            : throw new ProtocolViolationException(ProtocolRule.UnknownRequest, "An answer names a request that is not open.");

    // Continuations never run on the reading thread: they are tests at one end and the submission at the other.
    private sealed class Pending(ReferenceScope scope, ValueCodec? result)
        : TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ReferenceScope Scope { get; } = scope;

        public ValueCodec? Result { get; } = result;
    }
}
