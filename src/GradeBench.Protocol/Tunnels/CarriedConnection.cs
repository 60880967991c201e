namespace GradeBench.Protocol;

/// <summary>
/// One connection carried over the protocol's pipes, as one end has it: docs/protocol.md, "Connections". Both ends send
/// at most <see cref="ProtocolLimits.ConnectionWindowBytes"/> that were not given back, so neither buffers more than that.
/// </summary>
public sealed class CarriedConnection
{
    private readonly Peer _peer;
    private readonly ReferenceScope _scope;
    private readonly Lock _gate = new();
    private int _maySend = ProtocolLimits.ConnectionWindowBytes;
    private int _mayReceive = ProtocolLimits.ConnectionWindowBytes;
    private bool _closedHere;
    private bool _closedThere;

    internal CarriedConnection(Peer peer, ulong id, ReferenceScope scope) => (_peer, Id, _scope) = (peer, id, scope);

    /// <summary>How many bytes can be sent now.</summary>
    public int Window
    {
        get
        {
            lock (_gate) return IsOver ? 0 : _maySend;
        }
    }

    // A host's close is its last word, and the judge's does not stop what the host still has to say.
    private bool IsOver => _closedHere || (_closedThere && _peer.Role == PeerRole.Judge);

    internal ulong Id { get; }

    internal IConnectionEnd? End { get; set; }

    /// <summary>Sends as much from the front of <paramref name="bytes"/> as the window lets.</summary>
    /// <returns>How many bytes that were; 0 also when this end has closed.</returns>
    public int Send(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            var count = IsOver ? 0 : Math.Min(bytes.Length, _maySend);
            if (count == 0) return 0;

            _maySend -= count;
            Notify("data", json => json.WriteBase64String("bytes", bytes.Span[..count]));
            return count;
        }
    }

    /// <summary>Lets the other end send <paramref name="count"/> bytes more, because as many of its bytes have gone on.</summary>
    public void Credit(int count)
    {
        lock (_gate)
        {
            _mayReceive += count;
            if (!_closedThere && !(_closedHere && _peer.Role == PeerRole.Host)) Notify("credit", json => json.WriteNumber("count", count));
        }
    }

    /// <summary>Sends nothing more. With <paramref name="abort"/> the connection is reset when what was sent has gone on. Closing twice does nothing, except to abort.</summary>
    public void Close(bool abort)
    {
        lock (_gate)
        {
            if (_closedHere && !(abort && !_closedThere)) return;

            _closedHere = true;
            if (!(_closedThere && _peer.Role == PeerRole.Judge)) Notify("close", json => json.WriteBoolean("abort", abort));
        }
    }

    /// <exception cref="ProtocolViolationException">More came than the window allows, or after the end.</exception>
    internal void Receive(byte[] bytes)
    {
        lock (_gate)
        {
            if (_closedThere || bytes.Length > _mayReceive)
                throw new ProtocolViolationException(ProtocolRule.Window, $"A connection brought {bytes.Length} bytes where {(_closedThere ? 0 : _mayReceive)} were allowed.");
            _mayReceive -= bytes.Length;
        }

        End!.Received(bytes);
    }

    /// <exception cref="ProtocolViolationException">More is given back than was sent.</exception>
    internal void Grow(long count)
    {
        lock (_gate)
        {
            if (count <= 0 || count > ProtocolLimits.ConnectionWindowBytes - _maySend)
                throw new ProtocolViolationException(ProtocolRule.Window, $"A connection was credited {count} bytes where {ProtocolLimits.ConnectionWindowBytes - _maySend} are out.");
            _maySend += (int)count;
        }

        End!.Credited();
    }

    internal void CloseThere(bool abort)
    {
        lock (_gate) _closedThere = true;
        End!.Closed(abort);
    }

    private void Notify(string type, Action<System.Text.Json.Utf8JsonWriter> member) =>
        _peer.Notify(json =>
        {
            json.WriteString("type", type);
            json.WriteString("connection", MessageId.Format(Id));
            member(json);
        }, _scope);
}
