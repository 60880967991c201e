using GradeBench.Grading;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Worker.Tests;

/// <summary>The real worker in a process of its own, with a grader that never ends, so that it can be killed in the middle of a run.</summary>
internal static class StuckWorker
{
    public const string Command = "play-worker";

    public const string Grading = "grading";

    public static async Task<int> RunAsync(string connectionString)
    {
        var grader = new ScriptedGrader().Then(async (request, cancellationToken) =>
        {
            Console.WriteLine(Grading);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

            return ScriptedGrader.Graded(request, 1.0m);
        });
        using var host = WorkerHost.Create([], connectionString, services => services.AddTestSettings().AddSingleton<IGrader>(grader));
        await host.StartAsync();
        await Console.In.ReadToEndAsync();

        return 0;
    }
}
