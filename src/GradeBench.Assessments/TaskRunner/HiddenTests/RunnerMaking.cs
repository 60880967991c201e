using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>
/// Makes the runners of a hidden test and disposes them after it, as any caller would: a submission may keep threads or
/// loops until then, and those of one test must not weigh on the next. How disposal goes decides nothing here.
/// </summary>
public abstract class RunnerMaking(Candidate<ITaskRunner> candidate) : IAsyncDisposable
{
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(1);

    private readonly List<ITaskRunner> _made = [];

    protected Candidate<ITaskRunner> Candidate => candidate;

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _made)
        {
            var disposal = runner.DisposeAsync().AsTask();
            await Task.WhenAny(disposal, Task.Delay(DisposalPatience, TimeProvider.System));
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A runner on the test's clock; without a number it has as many workers as it thinks right.</summary>
    protected async Task<ITaskRunner> MakeRunnerAsync(int? workers)
    {
        var runner = await candidate.CreateAsync(new TaskRunnerOptions { Workers = workers, Clock = candidate.Clock });
        _made.Add(runner);
        return runner;
    }
}
