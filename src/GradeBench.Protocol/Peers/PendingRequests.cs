using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>The requests that wait for an answer. Each is answered exactly once; anything else is a violation.</summary>
internal sealed class PendingRequests
{
    private readonly IdTable<Pending> _open = new();
    private int _handingOver;
    private Exception? _ended;

    public bool IsEmpty => _open.IsEmpty;

    /// <summary>Answers received whose awaiting code has not yet run to its next wait, as far as they are counted.</summary>
    public int HandingOver => Volatile.Read(ref _handingOver);

    /// <param name="isCounted">Whether the answer counts as <see cref="HandingOver"/>: not for the question whether all is at rest.</param>
    public Task<object?> Add(ulong id, ReferenceScope scope, ValueCodec? result, bool isCounted)
    {
        var pending = new Pending(scope, result, isCounted);
        _open.Set(id, pending);

        // Whoever ends the connection sets the reason before it clears the table, so one of the two sees the other.
        if (Volatile.Read(ref _ended) is { } reason && _open.TryRemove(id, out _)) HandOver(pending, p => p.SetException(reason));
        return pending.Task;
    }

    /// <summary>Reads the result on the calling thread, so that references in it are known before the next frame is looked at.</summary>
    public void Complete(ulong id, JsonElement result, Peer peer)
    {
        var pending = Take(id);
        try
        {
            var value = pending.Result is null ? null : new Crossing(peer, pending.Scope).Read(result, pending.Result);
            HandOver(pending, p => p.SetResult(value));
        }
        catch (JsonException e)
        {
            HandOver(pending, p => p.SetException(new ValueMismatchException(e)));
        }
    }

    public void Fail(ulong id, Exception error) => HandOver(Take(id), p => p.SetException(error));

    public void FailAll(Exception reason)
    {
        Volatile.Write(ref _ended, reason);
        foreach (var pending in _open.TakeAll()) HandOver(pending, p => p.SetException(reason));
    }

    private Pending Take(ulong id) =>
        _open.TryRemove(id, out var pending)
            ? pending
            : throw new ProtocolViolationException(ProtocolRule.UnknownRequest, "An answer names a request that is not open.");

    // Never on the reading thread: what awaits is tests at one end and the submission at the other. It runs inside the work
    // item, so when that has returned everything the answer sets off at once has happened.
    private void HandOver(Pending pending, Action<Pending> end)
    {
        if (pending.IsCounted) Interlocked.Increment(ref _handingOver);
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            try
            {
                end(pending);
            }
            finally
            {
                if (pending.IsCounted) Interlocked.Decrement(ref _handingOver);
            }
        }, null);
    }

    private sealed class Pending(ReferenceScope scope, ValueCodec? result, bool isCounted) : TaskCompletionSource<object?>
    {
        public ReferenceScope Scope { get; } = scope;

        public ValueCodec? Result { get; } = result;

        public bool IsCounted { get; } = isCounted;
    }
}
