namespace GradeBench.Protocol;

/// <summary>One file of a submission as it is sent to a host: an assembly, or a source file of an interpreted language.</summary>
public sealed record PayloadFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a host says when an object is released.</summary>
/// <param name="Quiet">Whether nothing of the submission is still running; when not, the host is better not used again.</param>
/// <param name="Unobserved">Exceptions of tasks nobody awaited. Found by chance, so they inform and never decide.</param>
public sealed record ReleaseReport(bool Quiet, IReadOnlyList<string> Unobserved);

/// <summary>The requests a judge makes of a candidate host.</summary>
public sealed class HostRequests(Peer peer)
{
    private static readonly ReferenceScope Always = new();

    /// <summary>Loads the submission. Returns the name of the class that implements the contract.</summary>
    /// <exception cref="HostErrorException">It offers no such class, or several: <see cref="RemoteErrorKind.Contract"/>.</exception>
    public async Task<string> LoadAsync(string contract, IReadOnlyList<PayloadFile> files) =>
        (string?)await RequestLoadAsync(contract, files).ConfigureAwait(false) ?? "";

    /// <summary>The same, for who does not look at the name and must not compile an asynchronous method for it.</summary>
    public Task<object?> RequestLoadAsync(string contract, IReadOnlyList<PayloadFile> files) =>
        peer.RequestAsync("load", json =>
        {
            json.WriteString("contract", contract);
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteBase64String("content", file.Content.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, Always, ValueCodec.Of(typeof(string)));

    /// <summary>Makes an object; <paramref name="scope"/> owns what it and its calls lend.</summary>
    public Task<object?> CreateAsync(ulong id, object?[] arguments, ReferenceScope scope)
    {
        Type[] types = [.. arguments.Select(a => a?.GetType() ?? typeof(object))];
        return peer.RequestAsync("create", json =>
        {
            json.WriteString("object", MessageId.Format(id));
            json.WriteStartArray("parameters");
            foreach (var type in types) json.WriteStringValue(type.Name);
            json.WriteEndArray();
            json.WritePropertyName("arguments");
            new ValueList(types).Write(json, arguments, peer, scope);
        }, scope, null);
    }

    /// <summary>Calls a method or reads a property.</summary>
    public Task<object?> CallAsync(ulong id, MemberShape member, object?[] arguments, ReferenceScope scope) =>
        peer.RequestAsync("call", json =>
        {
            json.WriteString("object", MessageId.Format(id));
            json.WriteString("member", member.Name);
            json.WritePropertyName("arguments");
            member.Parameters.Write(json, arguments, peer, scope);
        }, scope, member.Result);

    /// <summary>Lets the host listen on a port of its own loopback and carry here what is opened to it, until <see cref="UnlistenAsync"/>.</summary>
    /// <param name="accept">Called on the reading thread for every connection.</param>
    /// <param name="scope">Owns the listener and its connections.</param>
    /// <returns>The listener's id, and its port.</returns>
    public async Task<(ulong Id, int Port)> ListenAsync(Func<CarriedConnection, IConnectionEnd> accept, ReferenceScope scope)
    {
        var listener = peer.References.Lend(new LentListener(accept, scope), scope);
        var listening = (ListeningPort)(await peer.RequestAsync(
            "listen", json => json.WriteString("listener", MessageId.Format(listener)), scope, ValueCodec.Of(typeof(ListeningPort))).ConfigureAwait(false))!;
        return (listener, listening.Port);
    }

    /// <summary>Ends a listener and its connections: the host sends nothing more about them, then answers.</summary>
    public Task<object?> UnlistenAsync(ulong listener, ReferenceScope scope) =>
        peer.RequestAsync("unlisten", json => json.WriteString("listener", MessageId.Format(listener)), scope, null);

    /// <summary>Ends an object: the host sends nothing more through what it was lent, then answers.</summary>
    public async Task<ReleaseReport> ReleaseAsync(ulong id, ReferenceScope scope) =>
        (ReleaseReport?)await RequestReleaseAsync(id, scope).ConfigureAwait(false) ?? new ReleaseReport(false, []);

    /// <summary>The same, for who does not look at the report and must not compile an asynchronous method for it.</summary>
    public Task<object?> RequestReleaseAsync(ulong id, ReferenceScope scope) =>
        peer.RequestAsync("release", json => json.WriteString("object", MessageId.Format(id)), scope, ValueCodec.Of(typeof(ReleaseReport)));
}
