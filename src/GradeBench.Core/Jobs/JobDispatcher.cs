using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Jobs;

/// <summary>Finds the handler of a job and runs it in a scope of its own. Both engines end up here.</summary>
public sealed class JobDispatcher(IServiceScopeFactory scopes)
{
    /// <exception cref="InvalidOperationException">No handler is registered for the job's name.</exception>
    public async Task DispatchAsync(Job job, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IJobHandler>().FirstOrDefault(handler => handler.JobName == job.Name)
            ?? throw new InvalidOperationException(
                $"No handler is registered for the job '{job.Name}'. A newer version may have enqueued it: update this worker.");

        await handler.HandleAsync(job.Subject, cancellationToken);
    }
}
