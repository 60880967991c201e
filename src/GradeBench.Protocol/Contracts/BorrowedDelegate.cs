namespace GradeBench.Protocol;

/// <summary>Stands in for a delegate of the other end: calling it calls there.</summary>
internal sealed class BorrowedDelegate(MemberShape shape, Peer peer, ulong id, ReferenceScope owner) : StandIn
{
    protected override object? Call(params object?[] arguments) => shape.Return(CallAsync(arguments));

    private async Task<object?> CallAsync(object?[] arguments)
    {
        // What the arguments lend (the callee's token) ends with this call; what comes back belongs to the delegate's owner.
        using var lent = new ReferenceScope();
        return await peer.RequestAsync("invoke", json =>
        {
            json.WriteString("delegate", MessageId.Format(id));
            json.WritePropertyName("arguments");
            shape.Parameters.Write(json, arguments, peer, lent);
        }, owner, shape.Result).ConfigureAwait(false);
    }
}
