using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

/// <summary>Sources the tests compile.</summary>
internal static class Submissions
{
    public static readonly SourceFile Good = new("Runner.cs", """
        using GradeBench.Contracts.TaskRunner;

        namespace Candidate;

        public sealed class Runner(TaskRunnerOptions options) : ITaskRunner
        {
            private readonly SemaphoreSlim _slots = new(options.Workers ?? Environment.ProcessorCount);
            private long _finished;

            public int Workers => options.Workers ?? Environment.ProcessorCount;

            public long TotalFinished => Interlocked.Read(ref _finished);

            public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
            {
                var running = tasks.Select(task => RunOneAsync(task, cancellationToken)).ToList();
                return await Task.WhenAll(running);
            }

            public ValueTask DisposeAsync()
            {
                _slots.Dispose();
                return ValueTask.CompletedTask;
            }

            private async Task<TaskOutcome> RunOneAsync(WorkItem task, CancellationToken cancellationToken)
            {
                await _slots.WaitAsync(cancellationToken);
                var started = options.Clock.GetTimestamp();
                try
                {
                    var output = await task.Work(cancellationToken);
                    return new TaskOutcome(task.Id, true, output, null, options.Clock.GetElapsedTime(started));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    return new TaskOutcome(task.Id, false, null, e.Message, options.Clock.GetElapsedTime(started));
                }
                finally
                {
                    Interlocked.Increment(ref _finished);
                    _slots.Release();
                }
            }
        }
        """);

    /// <summary>A file beside the good one with the given members in a class.</summary>
    public static SourceFile Extra(string members, string path = "Extra.cs") => new(path, $"internal static class Extra\n{{\n{members}\n}}\n");
}
