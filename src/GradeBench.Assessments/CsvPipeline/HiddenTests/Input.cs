using System.Runtime.CompilerServices;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>
/// The bytes a submission reads, lent by the judge: so it is seen here, and not reported, how far they were read, how
/// often they were opened and whether they were closed. They may be held up on the way, or fail like a file does.
/// </summary>
/// <param name="pieces">Made while they are read, so a long source costs nothing before.</param>
internal sealed class Input(IEnumerable<byte[]> pieces) : IAsyncEnumerable<byte[]>
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _opened;
    private int _closed;
    private int _waiting;
    private int _piecesRead;
    private long _bytesRead;

    public Input(string text)
        : this([Csv.Bytes(text)])
    {
    }

    /// <summary>Pieces after which the source does not go on until <see cref="Release"/>; by default it never stops.</summary>
    public int HoldsAfter { get; init; } = int.MaxValue;

    /// <summary>Thrown when the pieces have ended, as a file would that is not there or cannot be read.</summary>
    public Exception? Failure { get; init; }

    /// <summary>How often it was read from the beginning.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Whether nobody reads it any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) == Opened;

    /// <summary>Whether the submission waits for a piece that is held up.</summary>
    public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

    public int PiecesRead => Volatile.Read(ref _piecesRead);

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void Release() => _gate.TrySetResult();

    public IAsyncEnumerator<byte[]> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        EnumerateAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);

    private async IAsyncEnumerable<byte[]> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        try
        {
            var handedOut = 0;
            foreach (var piece in pieces)
            {
                if (handedOut++ == HoldsAfter)
                    await HoldAsync(cancellationToken);

                Interlocked.Increment(ref _piecesRead);
                Interlocked.Add(ref _bytesRead, piece.Length);
                yield return piece;
            }

            if (Failure is not null)
                throw Failure;
        }
        finally
        {
            Interlocked.Increment(ref _closed);
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
