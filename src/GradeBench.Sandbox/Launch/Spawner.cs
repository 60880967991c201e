using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Launch;

/// <summary>
/// Starts every program of this process from one thread that lives as long as the process. The kernel's
/// parent-death signal means the parent THREAD: started from a pool thread, a sandbox dies when that thread retires.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Requests = [];

    static Spawner() => new Thread(Serve) { IsBackground = true, Name = "sandbox spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo command, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() => Start(command, started, cancellationToken), cancellationToken);
        return started.Task;
    }

    private static void Serve()
    {
        foreach (var request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "This is the place where programs are started.")]
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handed to the caller; the thread must live on.")]
    private static void Start(ProcessStartInfo command, TaskCompletionSource<Process> started, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            started.SetCanceled(cancellationToken);
            return;
        }

        // Neither what we inherited nor what a native library opened since may reach a sandbox. Before Linux 5.11 there
        // is no such call; the doctor's descriptor probe is then what tells.
        LibC.CloseDescriptorsOnExec();
        try
        {
            started.SetResult(Process.Start(command)!);
        }
        catch (Exception exception)
        {
            started.SetException(exception);
        }
    }
}
