namespace GradeBench.Protocol;

/// <summary>The references of one connection by id: what this end has lent, and what it has borrowed.</summary>
internal sealed class ReferenceTable
{
    private readonly IdTable<object> _lent = new();
    private readonly IdTable<object> _borrowed = new();

    /// <summary>Lends a value until <paramref name="scope"/> ends.</summary>
    public ulong Lend(object reference, ReferenceScope scope) => Enter(_lent, MessageId.Next(), reference, scope);

    /// <summary>Keeps a borrowed value until <paramref name="scope"/> ends.</summary>
    public void Borrow(ulong id, object reference, ReferenceScope scope) => Enter(_borrowed, id, reference, scope);

    public LentDelegate? LentDelegate(ulong id) => _lent.Find(id) as LentDelegate;

    public LentStream? LentStream(ulong id) => _lent.Find(id) as LentStream;

    public LentListener? LentListener(ulong id) => _lent.Find(id) as LentListener;

    public LentClock? LentClock(ulong id) => _lent.Find(id) as LentClock;

    public CancellationTokenSource? BorrowedToken(ulong id) => _borrowed.Find(id) as CancellationTokenSource;

    public FollowingClock? FollowingClock(ulong id) => _borrowed.Find(id) as FollowingClock;

    private static ulong Enter(IdTable<object> table, ulong id, object reference, ReferenceScope scope)
    {
        if (!table.TryAdd(id, reference))
            throw new ProtocolViolationException(ProtocolRule.UnknownReference, "A reference was lent twice under one id.");

        scope.AtEnd(() => table.Remove(id));
        return id;
    }
}
