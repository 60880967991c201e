using GradeBench.Contracts.CsvPipeline;

namespace CsvPipeline;

public sealed class Solution : IUserPipeline
{
    public Solution(UserPipelineOptions options)
    {
    }

    public IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }

    public Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }
}
