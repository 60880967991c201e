using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>Serves the messages of carried connections, at both ends.</summary>
internal sealed class ConnectionServer(Peer peer)
{
    private readonly IdTable<CarriedConnection> _open = new();

    /// <summary>Handles the message if it is about a connection; false if it is of another type.</summary>
    public bool TryServe(Message message)
    {
        switch (message.Type)
        {
            case "open" when peer.Role == PeerRole.Judge:
                message.AllowOnly("listener", "connection");
                var listener = peer.References.LentListener(message.Id("listener")) ?? throw Unknown("listener");
                Add(message.Id("connection"), listener.Scope, connection => connection.End = listener.Accept(connection));
                return true;
            case "data":
                message.AllowOnly("connection", "bytes");
                var bytes = Bytes(message);
                Find(message)?.Receive(bytes);
                return true;
            case "credit":
                message.AllowOnly("connection", "count");
                var count = message.WholeNumber("count");
                Find(message)?.Grow(count);
                return true;
            case "close":
                message.AllowOnly("connection", "abort");
                Close(message);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Announces a connection that was opened at this end.</summary>
    public T Open<T>(ulong listener, ReferenceScope scope, Func<CarriedConnection, T> accept)
        where T : IConnectionEnd => Add(MessageId.Next(), scope, connection =>
        {
            var end = accept(connection);
            connection.End = end;
            peer.Notify(json =>
            {
                json.WriteString("type", "open");
                json.WriteString("listener", MessageId.Format(listener));
                json.WriteString("connection", MessageId.Format(connection.Id));
            }, scope);
            return end;
        });

    /// <summary>Forgets a connection this end has closed last.</summary>
    public void Forget(CarriedConnection connection) => _open.Remove(connection.Id);

    private T Add<T>(ulong id, ReferenceScope scope, Func<CarriedConnection, T> accept)
        where T : IConnectionEnd
    {
        var connection = new CarriedConnection(peer, id, scope);
        if (!_open.TryAdd(id, connection)) throw new ProtocolViolationException(ProtocolRule.UnknownReference, "A connection was opened twice under one id.");

        var end = accept(connection);
        scope.AtEnd(() => Forget(connection));
        return end;
    }

    // A host's close is its last word about a connection; the judge's may cross what the host still sends.
    private void Close(Message message)
    {
        var connection = Find(message);
        if (connection is null) return;

        var abort = message.Any("abort").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw message.Shape("has an \"abort\" that is neither true nor false"),
        };
        if (peer.Role == PeerRole.Judge) Forget(connection);
        connection.CloseThere(abort);
    }

    // What the judge sends may cross the end of a connection; a host knows when its own messages do.
    private CarriedConnection? Find(Message message) =>
        _open.Find(message.Id("connection")) is { } known ? known
        : peer.Role == PeerRole.Host ? null
        : throw Unknown("connection");

    private static byte[] Bytes(Message message)
    {
        var text = message.Any("bytes");
        return text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0
            ? bytes
            : throw message.Shape("has \"bytes\" that are not base64, or none");
    }

    private static ProtocolViolationException Unknown(string what) =>
        new(ProtocolRule.UnknownReference, $"A message names a {what} that was not lent or is over.");
}
