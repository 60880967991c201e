using System.Diagnostics;
using GradeBench.Sandbox.Limits;
using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Running;

/// <summary>
/// Ends a sandbox without asking it: first process 1 of its namespace, with which the kernel kills every other, however
/// it has daemonised or what it ignores; then bubblewrap; then whatever the control group still lists.
/// </summary>
internal sealed class ProcessKiller(Process process, Func<LaunchStatus> status, IResourceGroup group, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    public async Task KillAsync()
    {
        KillInit();
        if (await ExitedAsync())
        {
            return;
        }

        KillLaunched();
        while (!await ExitedAsync())
        {
            group.KillAll();
        }
    }

    private void KillInit()
    {
        // Bubblewrap stays and waits for its child, so there are no orphans for someone else to reap. The handle is
        // opened before the parent is asked again, so a number that was reused meanwhile is never shot at.
        if (status().InitProcessId is { } init && LibC.OpenProcess(init) is { } handle)
        {
            using (handle)
            {
                if (ProcessTree.Of(process.Id).Contains(init))
                {
                    LibC.Kill(handle);
                    return;
                }
            }
        }

        // Not that far yet.
        KillLaunched();
    }

    private void KillLaunched()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private async Task<bool> ExitedAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
