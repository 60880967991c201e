using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>The batches of one call, asked for one by one; closed when the test ends, if the submission lets it.</summary>
internal sealed class Batches(Candidate<IUserPipeline> candidate, IAsyncEnumerable<UserBatch> batches) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<UserBatch> _batches = batches.GetAsyncEnumerator(CancellationToken.None);
    private Task _asked = Task.CompletedTask;

    /// <summary>The next batch, or null when there are no more; waited for as long as a pipeline can take that is right.</summary>
    public async Task<UserBatch?> NextAsync(string otherwise)
    {
        var next = Task.Run(async () => await _batches.MoveNextAsync() ? _batches.Current : null);
        _asked = next;
        await candidate.UntilAsync(() => next.IsCompleted, () => otherwise);
        return await next;
    }

    /// <summary>Asks for no more, as a caller does who stops early.</summary>
    public async ValueTask DisposeAsync()
    {
        // One that still has not answered cannot be closed; it ends with its object.
        if (_asked.IsCompleted)
            await _batches.DisposeAsync();
    }
}
