using System.Runtime.CompilerServices;

namespace GradeBench.Protocol;

/// <summary>A stream of the other end: every item is one request, so nothing is read ahead.</summary>
internal sealed class BorrowedStream<T>(Peer peer, ulong id, ReferenceScope scope) : IAsyncEnumerable<T>
{
    private static readonly ValueCodec Step = ValueCodec.Of(typeof(StreamStep<T>));

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<T> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = MessageId.Next();
        var ended = false;
        Task<object?>? pull = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                pull = RequestAsync("next", cursor, Step);
                var step = (StreamStep<T>)(await pull.WaitAsync(cancellationToken).ConfigureAwait(false))!;
                ended = step.Done;
                if (ended) yield break;
                yield return step.Item!;
            }
        }
        finally
        {
            // What becomes of a pull that was left behind is nobody's to await, and no mistake of whoever enumerates.
            if (!ended) _ = pull?.ContinueWith(static left => _ = left.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (!ended) await RequestAsync("stop", cursor, null).ConfigureAwait(false);
        }
    }

    private Task<object?> RequestAsync(string type, ulong cursor, ValueCodec? result) =>
        peer.RequestAsync(type, json =>
        {
            json.WriteString("stream", MessageId.Format(id));
            json.WriteString("cursor", MessageId.Format(cursor));
        }, scope, result);
}
