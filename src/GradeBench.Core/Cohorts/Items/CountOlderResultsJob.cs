using GradeBench.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>Asked for whenever a worker starts; where nothing is left to count it is one query.</summary>
public sealed class CountOlderResultsJob(IServiceScopeFactory scopes) : IJobHandler
{
    public string JobName => Job.CountOlderResultsName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        while (await CountSomeAsync(cancellationToken) > 0)
        {
        }
    }

    // A scope each: what was counted need not stay in memory.
    private async Task<int> CountSomeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OlderResults>().CountSomeAsync(cancellationToken);
    }
}
