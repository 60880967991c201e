using GradeBench.Contracts.TaskRunner;

namespace TaskRunner;

public sealed class Solution : ITaskRunner
{
    public Solution(TaskRunnerOptions options)
    {
    }

    public int Workers => throw new NotImplementedException();

    public long TotalFinished => throw new NotImplementedException();

    public Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }

    public ValueTask DisposeAsync()
    {
        throw new NotImplementedException();
    }
}
