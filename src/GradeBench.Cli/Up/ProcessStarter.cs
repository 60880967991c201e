using System.Collections.Concurrent;
using System.Diagnostics;

namespace GradeBench.Cli.Up;

/// <summary>
/// Starts child processes on one thread that lives as long as this process: the kernel ends a child with the thread
/// that started it (<c>PR_SET_PDEATHSIG</c>), and threads of the pool come and go.
/// </summary>
internal sealed class ProcessStarter : IDisposable
{
    private readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> _queue = [];

    public ProcessStarter() => new Thread(Run) { IsBackground = true, Name = "process starter" }.Start();

    public Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((process, started));
        return started.Task;
    }

    public void Dispose() => _queue.CompleteAdding();

    private void Run()
    {
        foreach (var (process, started) in _queue.GetConsumingEnumerable())
        {
            try
            {
#pragma warning disable RS0030 // Web and worker are our own programs, not submissions; the sandbox is not for them.
                process.Start();
#pragma warning restore RS0030
                started.SetResult();
            }
            catch (System.ComponentModel.Win32Exception failure)
            {
                started.SetException(new UpException($"{process.StartInfo.FileName} could not be started: {failure.Message}."));
            }
        }

        // Ending this thread would end the children before they were asked to stop.
        Thread.CurrentThread.Join(Timeout.InfiniteTimeSpan);
    }
}
