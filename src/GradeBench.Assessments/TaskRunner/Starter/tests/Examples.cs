using GradeBench.Contracts.TaskRunner;
using TaskRunner;
using TaskRunner.Tests;

// A few examples of the contract in use. Add your own below: they are not graded, but they may save you a surprise.
var check = new Check();

await check.That("Outcomes come in the order of the tasks", async () =>
{
    await using ITaskRunner runner = new Solution(new TaskRunnerOptions { Workers = 2 });

    var outcomes = await runner.RunAsync(
        [new("first", _ => Task.FromResult("one")), new("second", _ => Task.FromResult("two"))],
        CancellationToken.None);

    Check.Equal("first=one, second=two", string.Join(", ", outcomes.Select(o => $"{o.Id}={o.Output}")));
});

await check.That("A task that throws is an outcome", async () =>
{
    await using ITaskRunner runner = new Solution(new TaskRunnerOptions { Workers = 1 });

    var outcomes = await runner.RunAsync(
        [
            new("bad", _ => Task.FromException<string>(new InvalidOperationException("out of paper"))),
            new("good", _ => Task.FromResult("printed")),
        ],
        CancellationToken.None);

    Check.Equal((false, "out of paper"), (outcomes[0].Succeeded, outcomes[0].Error));
    Check.Equal((true, "printed"), (outcomes[1].Succeeded, outcomes[1].Output));
});

await check.That("No more tasks run at once than there are workers", async () =>
{
    await using ITaskRunner runner = new Solution(new TaskRunnerOptions { Workers = 3 });
    var running = 0;
    var most = 0;

    var tasks = Enumerable.Range(0, 20).Select(i => new WorkItem($"{i}", async token =>
    {
        var now = Interlocked.Increment(ref running);
        lock (check)
            most = Math.Max(most, now);

        await Task.Delay(10, token);
        Interlocked.Decrement(ref running);
        return "done";
    }));

    await runner.RunAsync([.. tasks], CancellationToken.None);

    Check.Equal(3, most);
    Check.Equal(20L, runner.TotalFinished);
});

await check.That("A cancelled call ends with an OperationCanceledException", async () =>
{
    await using ITaskRunner runner = new Solution(new TaskRunnerOptions { Workers = 1 });
    using var cancellation = new CancellationTokenSource();

    var run = runner.RunAsync(
        [
            new("endless", async token =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
                return "never";
            }),
        ],
        cancellation.Token);

    await Check.Throws<OperationCanceledException>(() => run);
});

check.Report();
return check.Failed == 0 ? 0 : 1;
