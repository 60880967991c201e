namespace GradeBench.Sandbox.Launch;

/// <summary>A place that was taken and the command to start in it. Whoever holds it starts it or abandons it.</summary>
internal sealed record PreparedLaunch(ILaunchCommand Command, SandboxPlace Place)
{
    public async Task AbandonAsync()
    {
        Command.Dispose();
        await Place.LeaveAsync();
    }
}
