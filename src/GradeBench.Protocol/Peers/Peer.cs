using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// One end of a connection between judge and host, the same at both: makes requests and matches their answers, lends
/// values that cross by reference, and serves what the other end does with them. Thread-safe.
/// </summary>
public sealed class Peer
{
    private static readonly ValueCodec Truth = ValueCodec.Of(typeof(bool));

    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly PendingRequests _pending = new();
    private readonly CallbackServer _callbacks;
    private readonly ConnectionServer _connections;
    private readonly Action<Message>? _serve;
    private long _framesSent;
    private int _liveScopes;

    /// <param name="input">What the other end sends.</param>
    /// <param name="output">Where the other end listens.</param>
    /// <param name="serve">
    /// Takes the requests only a host answers (<c>load</c>, <c>create</c>, <c>call</c>, …), in order, on the reading thread.
    /// </param>
    public Peer(Stream input, Stream output, PeerRole role, Action<Message>? serve = null)
    {
        // The judge may send what it likes: a source to be streamed is larger than any memory.
        _reader = new FrameReader(input, role == PeerRole.Judge ? ProtocolLimits.MaxBytesPerSession : long.MaxValue);
        _writer = new FrameWriter(output);
        _serve = serve;
        Role = role;
        References = new ReferenceTable();
        _callbacks = new CallbackServer(this);
        _connections = new ConnectionServer(this);
    }

    public PeerRole Role { get; }

    /// <summary>
    /// Grows with every frame sent, before it is, except <c>settle</c>: the other end has been given nothing to do since it
    /// was asked to settle when this has not changed.
    /// </summary>
    public long FramesSent => Interlocked.Read(ref _framesSent);

    /// <summary>
    /// Whether something the other end sent has not yet run here as far as it can by itself: a callback up to its first
    /// wait, or what awaited an answer up to its next.
    /// </summary>
    public bool IsWorking => _callbacks.Starting > 0 || _pending.HandingOver > 0;

    internal ReferenceTable References { get; }

    /// <summary>Reads the first frame of a host; before <see cref="RunAsync"/>.</summary>
    /// <exception cref="HostEndedException">The host ended first.</exception>
    /// <exception cref="ProtocolViolationException">It sent something else.</exception>
    public async Task<ReadyInfo> ReadReadyAsync(CancellationToken cancellationToken) =>
        await _reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame
            ? ReadyInfo.Read(Message.Parse(frame))
            : throw new HostEndedException();

    /// <summary>Announces this host; the first frame it sends.</summary>
    public void SendReady(ReadyInfo ready) => _writer.Send(ready.Write);

    /// <summary>
    /// Receives until the other end closes its stream. Every request still open then fails with
    /// <see cref="HostEndedException"/>, after a violation with that.
    /// </summary>
    /// <exception cref="ProtocolViolationException">The other end broke the protocol; nothing more is read.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Exception end = new HostEndedException();
        try
        {
            while (await _reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame) Dispatch(Message.Parse(frame));
        }
        catch (ProtocolViolationException e)
        {
            end = e;
            throw;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection was cut, by the other end's death or by our own killing it: an end like any other.
        }
        finally
        {
            _pending.FailAll(end);
        }
    }

    /// <summary>Sends a request and awaits its answer.</summary>
    /// <param name="members">Writes the message's members besides <c>type</c> and <c>id</c>.</param>
    /// <param name="scope">Owns the references the answer brings.</param>
    /// <param name="result">The type of the result; null when it is ignored.</param>
    /// <exception cref="Exception">The other end's error, rebuilt (<see cref="RemoteErrors"/>).</exception>
    public Task<object?> RequestAsync(string type, Action<Utf8JsonWriter> members, ReferenceScope scope, ValueCodec? result) =>
        RequestAsync(type, members, scope, result, isCounted: true);

    private Task<object?> RequestAsync(string type, Action<Utf8JsonWriter> members, ReferenceScope scope, ValueCodec? result, bool isCounted)
    {
        var id = MessageId.Next();
        var frame = Crossing.Compose(json =>
        {
            json.WriteString("type", type);
            json.WriteString("id", MessageId.Format(id));
            members(json);
        }, out var afterFrame);

        var answer = _pending.Add(id, scope, result, isCounted);
        if (isCounted) Interlocked.Increment(ref _framesSent);
        if (!Send(frame, afterFrame, scope)) _pending.Fail(id, scope.Over());
        return answer;
    }

    /// <summary>Waits until the other end has nothing left to do for the moment: true; false when it still has after about 20 ms.</summary>
    public async Task<bool> SettleAsync(ReferenceScope scope) =>
        (bool)(await RequestAsync("settle", static _ => { }, scope, Truth, isCounted: false).ConfigureAwait(false))!;

    /// <summary>Answers a request with a value.</summary>
    public void Answer(ulong id, object? value, ValueCodec? type, ReferenceScope scope)
    {
        ReadOnlyMemory<byte> frame;
        IReadOnlyList<Action> afterFrame;
        try
        {
            frame = Crossing.Compose(json =>
            {
                json.WriteString("type", "answer");
                json.WriteString("id", MessageId.Format(id));
                json.WritePropertyName("result");
                if (type is null) json.WriteNullValue();
                else type.Write(json, value, new Crossing(this, scope));
            }, out afterFrame);
        }
        catch (FrameTooLargeException e)
        {
            AnswerError(id, RemoteError.From(e, RemoteErrorKind.Limit));
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException || Role == PeerRole.Host)
        {
            // Reading the value ran code of the submission: its own collections and properties.
            AnswerError(id, RemoteError.From(e));
            return;
        }

        // An answer is owed even when the scope is over; only new requests are not made any more.
        Interlocked.Increment(ref _framesSent);
        _writer.Enqueue(frame);
        foreach (var action in afterFrame) action();
        _writer.Flush();
    }

    /// <summary>Answers a request with an error.</summary>
    public void AnswerError(ulong id, RemoteError error) =>
        Notify(json =>
        {
            json.WriteString("type", "error");
            json.WriteString("id", MessageId.Format(id));
            json.WritePropertyName("error");
            error.Write(json);
        });

    /// <summary>Sends a message nobody answers.</summary>
    public void Notify(Action<Utf8JsonWriter> message)
    {
        Interlocked.Increment(ref _framesSent);
        _writer.Send(message);
    }

    /// <summary>Sends a message nobody answers, unless <paramref name="scope"/> is over.</summary>
    internal void Notify(Action<Utf8JsonWriter> message, ReferenceScope scope)
    {
        Interlocked.Increment(ref _framesSent);
        var frame = FrameWriter.Compose(message);
        Send(frame, [], scope);
    }

    /// <summary>A scope whose references allow the other end to send at any time, such as those of one object.</summary>
    public ReferenceScope OpenScope()
    {
        Interlocked.Increment(ref _liveScopes);
        return new ReferenceScope(() => Interlocked.Decrement(ref _liveScopes));
    }

    /// <summary>Carries a connection that the submission opened to a port this host listens on; its first message is sent before this returns.</summary>
    /// <param name="listener">The id the judge gave the listener.</param>
    /// <param name="scope">Ends with the listener.</param>
    public T Carry<T>(ulong listener, ReferenceScope scope, Func<CarriedConnection, T> accept)
        where T : IConnectionEnd => _connections.Open(listener, scope, accept);

    /// <summary>Forgets a connection whose last message was sent.</summary>
    public void Forget(CarriedConnection connection) => _connections.Forget(connection);

    private bool Send(ReadOnlyMemory<byte> frame, IReadOnlyList<Action> afterFrame, ReferenceScope scope)
    {
        if (!scope.TryUse(() => _writer.Enqueue(frame))) return false;

        foreach (var action in afterFrame) action();
        _writer.Flush();
        return true;
    }

    private void Dispatch(Message message)
    {
        if (Role == PeerRole.Judge && _pending.IsEmpty && Volatile.Read(ref _liveScopes) == 0)
            throw new ProtocolViolationException(ProtocolRule.Unsolicited, "The host sent a message although nothing was asked and nothing is lent.");

        switch (message.Type)
        {
            case "answer":
                message.AllowOnly("id", "result");
                _pending.Complete(message.Id(), message.Any("result"), this);
                break;
            case "error":
                message.AllowOnly("id", "error");
                _pending.Fail(message.Id(), RemoteErrors.Rebuild(RemoteError.Read(message.ObjectOf("error"))));
                break;
            default:
                if (_callbacks.TryServe(message) || _connections.TryServe(message)) break;
                if (_serve is null) throw message.Shape("is not allowed in this direction");
                _serve(message);
                break;
        }
    }
}
