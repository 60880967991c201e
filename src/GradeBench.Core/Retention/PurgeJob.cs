using GradeBench.Core.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GradeBench.Core.Retention;

/// <summary>Goes through all that is over its term. Runs as a recurring job; running it twice is harmless.</summary>
public sealed partial class PurgeJob(IServiceScopeFactory scopes, ILogger<PurgeJob> logger) : IJobHandler
{
    private const int PerPage = 200;

    public string JobName => Job.PurgeDataName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<RetentionKind>())
        {
            var after = Guid.Empty;
            while (await UseAsync(purge => purge.DueAsync(kind, after, PerPage, cancellationToken)) is { Count: > 0 } due)
            {
                foreach (var id in due)
                {
                    await PurgeAsync(kind, id, cancellationToken);
                }

                after = due[^1];
            }
        }
    }

    private async Task PurgeAsync(RetentionKind kind, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await UseAsync(purge => purge.PurgeAsync(kind, id, cancellationToken));
        }
        catch (Exception exception) when (exception is DbUpdateException or PostgresException)
        {
            // Somebody uploads the very bytes that would go, for example: the others go on, and this one comes with the next round.
            Log.Left(logger, exception, kind, id);
        }
    }

    // A scope each, so that nothing of one person is carried along into the next transaction.
    private async Task<T> UseAsync<T>(Func<PurgeService, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();

        return await use(scope.ServiceProvider.GetRequiredService<PurgeService>());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nothing of {Kind} {Id} was purged this time; the next round tries again.")]
        public static partial void Left(ILogger logger, Exception exception, RetentionKind kind, Guid id);
    }
}
