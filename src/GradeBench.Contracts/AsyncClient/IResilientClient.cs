namespace GradeBench.Contracts.AsyncClient;

/// <summary>
/// Fetches over HTTP from servers that fail now and then. Implement it in one public class with a public constructor that
/// takes <see cref="ResilientClientOptions"/> and throws <see cref="ArgumentOutOfRangeException"/> for fewer than one
/// connection or one byte.
/// </summary>
/// <remarks>
/// All members may be called at the same time from different threads. <see cref="IAsyncDisposable.DisposeAsync"/> stops all
/// open calls as if each had been cancelled, closes every connection, and returns when that is done; disposing again does
/// nothing.
/// </remarks>
public interface IResilientClient : IAsyncDisposable
{
    /// <summary>
    /// How many requests were sent since the client was made, over all calls: every attempt counts once, however it ends.
    /// An attempt that still waits for a connection does not count.
    /// </summary>
    long RequestCount { get; }

    /// <summary>
    /// Fetches one resource with GET: the first answer whose status is 200 to 299, after as many attempts as that takes and
    /// <see cref="FetchRequest.MaxRetries"/> allows.
    /// </summary>
    /// <remarks>
    /// Tried again are attempts that got 408, 429 or 500 to 599, that failed on the way (no connection, a connection that
    /// broke, an answer that is no HTTP), or that took longer than <see cref="FetchRequest.Timeout"/>. Nothing else is.
    /// Before the n-th retry the call waits 2 to the power of n-1 seconds, give or take up to half of that, and never more
    /// than 30 seconds. An answer that is tried again and has a <c>Retry-After</c>, in seconds or as a date, is waited for
    /// as long as it says instead, and up to a second more; if it says more than a minute, the call gives up at once.
    /// </remarks>
    /// <param name="cancellationToken">Ends this call and no other, wherever it is, without another attempt.</param>
    /// <exception cref="FetchException">
    /// No attempt succeeded, or something happened that another attempt would not mend. Whatever goes wrong comes as this.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled, or the client was disposed, before the call had ended.</exception>
    /// <exception cref="ObjectDisposedException">The client had been disposed before the call.</exception>
    Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Fetches many resources at once, each as <see cref="FetchAsync"/> does, and returns one result per request, in the order
    /// of <paramref name="requests"/>. One that fails is a result and does not stop the others. An empty list is not an error.
    /// </summary>
    /// <param name="cancellationToken">Ends this call and no other.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled, or the client was disposed, before every request had ended.</exception>
    /// <exception cref="ObjectDisposedException">The client had been disposed before the call.</exception>
    Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken);
}
