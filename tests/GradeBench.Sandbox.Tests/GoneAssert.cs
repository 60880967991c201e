using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Tests;

/// <summary>What must be true after any sandbox, however its program behaved.</summary>
internal static class GoneAssert
{
    /// <summary>Takes what can only be asked while the program lives.</summary>
    public static Trace Follow(SandboxedProcess process) => new(process.ListProcesses(), process.Place);

    internal sealed record Trace(IReadOnlyList<int> Processes, SandboxPlace Place)
    {
        public void AssertGone()
        {
            Assert.NotEmpty(Processes);
            Assert.DoesNotContain(Processes, process => Directory.Exists($"/proc/{process}"));
            Assert.DoesNotContain(Place.Group.FilesToJoin, file => Directory.Exists(Path.GetDirectoryName(file)));
        }
    }
}
