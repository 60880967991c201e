namespace GradeBench.Contracts.CsvPipeline;

/// <summary>
/// Reads users from CSV sources of any size. Implement it in one public class with a public constructor that takes
/// <see cref="UserPipelineOptions"/> and throws <see cref="ArgumentOutOfRangeException"/> for a batch size below one.
/// </summary>
/// <remarks>
/// Both members may be called at the same time from different threads, with different sources; calls share nothing. A
/// source is read once, from its beginning, and closed however the call ends: its enumerator is disposed.
/// </remarks>
public interface IUserPipeline
{
    /// <summary>
    /// The valid rows in the order of the source, in batches of <see cref="UserPipelineOptions.BatchSize"/> users; the
    /// last batch may have fewer. Rows that are not valid are left out and reported with the batch during which they were met.
    /// </summary>
    /// <remarks>
    /// A batch is handed out as soon as it is full, whatever follows it. At most 256 KiB are read beyond its last row before
    /// the next batch is asked for. Whoever stops asking early closes the source.
    /// </remarks>
    /// <param name="cancellationToken">Ends this call and no other, also while it waits for the source.</param>
    /// <exception cref="CsvSourceException">The source as a whole cannot be used. Thrown where the batches are enumerated.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the batches had ended.</exception>
    IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the whole source and keeps only the totals, so memory does not grow with the source.
    /// </summary>
    /// <param name="cancellationToken">Ends this call and no other, also while it waits for the source.</param>
    /// <exception cref="CsvSourceException">The source as a whole cannot be used.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before the source had ended.</exception>
    Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken);
}
