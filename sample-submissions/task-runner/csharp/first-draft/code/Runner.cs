#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GradeBench.Contracts.TaskRunner;

public class Runner : ITaskRunner
{
    public static ArrayList Results = new ArrayList();
    public dynamic Options;

    public Runner(TaskRunnerOptions options)
    {
        Options = options;
    }

    public int Workers
    {
        get { return 1; }
    }

    public long TotalFinished
    {
        get { return Results.Count; }
    }

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        for (int i = 0; i < tasks.Count; i++)
        {
            try
            {
                Results.Add(RunOne(tasks[i]));
            }
            catch
            {
                // skip it
            }
        }

        await Task.Delay(1);
        return Results.Cast<TaskOutcome>().ToList();
    }

    public object RunOne(object task)
    {
        dynamic item = task;
        string output = item.Work(CancellationToken.None).Result;
        return new TaskOutcome(item.Id, true, output, "", DateTime.Now - DateTime.Now);
    }

    public async ValueTask DisposeAsync()
    {
    }
}
