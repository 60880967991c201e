using GradeBench.Core.Jobs;

namespace GradeBench.Jobs.Tests;

/// <summary>A worker in a process of its own that begins a job and never ends it, so that it can be killed in the middle.</summary>
internal static class StuckWorker
{
    public const string Started = "job started";

    public static async Task<int> RunAsync(string engine, string connectionString)
    {
        await using var host = await EngineHost.StartAsync(engine, connectionString, new Handler());
        // The test holds the other end; when it is gone, so are we.
        await Console.In.ReadToEndAsync();

        return 0;
    }

    private sealed class Handler : IJobHandler
    {
        public string JobName => JobLog.JobName;

        public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
        {
            Console.WriteLine(Started);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
