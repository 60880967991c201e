using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>Serves what the other end does with references lent to it: invoking delegates, pulling streams, cancelling, timers, time.</summary>
internal sealed class CallbackServer(Peer peer)
{
    private int _starting;

    public int Starting => Volatile.Read(ref _starting);

    /// <summary>Handles the message if it is about a reference; false if it is of another type.</summary>
    public bool TryServe(Message message)
    {
        switch (message.Type)
        {
            case "invoke":
                Invoke(message);
                return true;
            case "next":
                message.AllowOnly("id", "stream", "cursor");
                if (Stream(message) is { } pulled) Next(message.Id(), pulled, message.Id("cursor"));
                return true;
            case "stop":
                message.AllowOnly("id", "stream", "cursor");
                if (Stream(message) is { } left) Stop(message.Id(), left, message.Id("cursor"));
                return true;
            case "cancel":
                // A token that is over may still be cancelled by a message that crossed its end.
                // It is cancelled at once, but what hangs on it never runs on the reading thread.
                message.AllowOnly("token");
                _ = peer.References.BorrowedToken(message.Id("token"))?.CancelAsync();
                return true;
            case "timer" when peer.Role == PeerRole.Judge:
                message.AllowOnly("clock", "timer", "at", "delay", "period");
                Clock(message).TimerStarted(message.Id("timer"), Ticks(message, "at"), Ticks(message, "delay"), Ticks(message, "period"));
                return true;
            case "timer-end" when peer.Role == PeerRole.Judge:
                message.AllowOnly("clock", "timer");
                Clock(message).TimerEnded(message.Id("timer"));
                return true;
            case "time" when peer.Role == PeerRole.Host:
                SetTime(message);
                return true;
            default:
                return false;
        }
    }

    private void Invoke(Message message)
    {
        message.AllowOnly("id", "delegate", "arguments");
        var id = message.Id();
        var target = peer.References.LentDelegate(message.Id("delegate")) ?? throw Unknown("delegate");

        // Read here, so that a token among the arguments is known before a message that cancels it.
        var scope = new ReferenceScope();
        object?[] arguments;
        try
        {
            arguments = target.Shape.Parameters.Read(message.ArrayOf("arguments"), peer, scope);
        }
        catch (JsonException e)
        {
            peer.AnswerError(id, RemoteError.From(e, RemoteErrorKind.Request));
            return;
        }

        Interlocked.Increment(ref _starting);
        ThreadPool.UnsafeQueueUserWorkItem(_ => target.Run(() => RunInvokeAsync(id, target, arguments, scope)), null);
    }

    private async Task RunInvokeAsync(ulong id, LentDelegate target, object?[] arguments, ReferenceScope scope)
    {
        await AnswerAsync(id, () => target.Shape.AwaitAsync(target.Call(arguments)), target.Shape.Result, target.Scope).ConfigureAwait(false);
        scope.Dispose();
    }

    private void Next(ulong id, LentStream stream, ulong cursor) =>
        Pull(async () => await stream.NextAsync(cursor).ConfigureAwait(false), id, stream.StepType, stream.Scope);

    private void Stop(ulong id, LentStream stream, ulong cursor) =>
        Pull(async () =>
        {
            await stream.StopAsync(cursor).ConfigureAwait(false);
            return null;
        }, id, null, stream.Scope);

    private void Pull(Func<ValueTask<object?>> step, ulong id, ValueCodec? result, ReferenceScope scope)
    {
        Interlocked.Increment(ref _starting);
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = AnswerAsync(id, step, result, scope), null);
    }

    /// <summary>Does what a message asked for and answers it. It counts as <see cref="Starting"/> up to its first wait.</summary>
    private async Task AnswerAsync(ulong id, Func<ValueTask<object?>> work, ValueCodec? result, ReferenceScope scope)
    {
        var starting = true;
        try
        {
            var value = work();
            if (!value.IsCompleted) Started(ref starting);
            peer.Answer(id, await value.ConfigureAwait(false), result, scope);
        }
        catch (Exception e)
        {
            // Whatever the callback threw belongs to whoever called it.
            peer.AnswerError(id, RemoteError.From(e));
        }
        finally
        {
            // Only after the answer, or the other end could look at rest while an answer is about to be sent.
            Started(ref starting);
        }
    }

    private void Started(ref bool starting)
    {
        if (starting) Interlocked.Decrement(ref _starting);
        starting = false;
    }

    private void SetTime(Message message)
    {
        message.AllowOnly("clock", "elapsed", "fire");
        var fire = message.ArrayOf("fire").ToArray(
            t => t.ValueKind == JsonValueKind.String && MessageId.TryParse(t.GetString()!, out var id) ? id : throw message.Shape("fires no timer id"));

        // Set on the reading thread: whatever arrives after this frame finds the new time. Unknown when its object just ended.
        peer.References.FollowingClock(message.Id("clock"))?.SetTime(Ticks(message, "elapsed"), fire);
    }

    // The judge may ask once more before it has heard that the stream ended with its object; it gets an error, and null is returned.
    private LentStream? Stream(Message message)
    {
        if (peer.References.LentStream(message.Id("stream")) is { } stream) return stream;
        if (peer.Role == PeerRole.Judge) throw Unknown("stream");

        peer.AnswerError(message.Id(), RemoteError.From(new ObjectDisposedException("stream", "The stream ended with its object."), RemoteErrorKind.Request));
        return null;
    }

    private LentClock Clock(Message message) => peer.References.LentClock(message.Id("clock")) ?? throw Unknown("clock");

    private static long Ticks(Message message, string member) =>
        message.WholeNumber(member) is >= 0 and <= LentClock.MaxTicks and var ticks ? ticks : throw message.Shape($"has a \"{member}\" out of range");

    private static ProtocolViolationException Unknown(string what) =>
        new(ProtocolRule.UnknownReference, $"A message names a {what} that was not lent or is over.");
}
