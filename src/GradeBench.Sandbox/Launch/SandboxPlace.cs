using GradeBench.Sandbox.Limits;
using Microsoft.Extensions.Logging;

namespace GradeBench.Sandbox.Launch;

/// <summary>What a sandbox holds on this machine while it lives: its slot, and with it its user, and its resource group.</summary>
internal sealed partial class SandboxPlace(Slot slot, IResourceGroup group, ILogger logger)
{
    public int UserId => slot.Number;

    public IResourceGroup Group => group;

    /// <summary>Gives both back, the group first: the next holder of the slot must not meet its processes.</summary>
    public async Task LeaveAsync()
    {
        if (!await group.RemoveAsync())
        {
            Log.Stuck(logger, slot.Number);
        }

        slot.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The control group of sandbox {Slot} could not be removed: a process in it does not die. The slot is cleaned before its next use.")]
        public static partial void Stuck(ILogger logger, int slot);
    }
}
