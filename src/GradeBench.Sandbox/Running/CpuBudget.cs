namespace GradeBench.Sandbox.Running;

/// <summary>
/// Watches a program's CPU time. It looks again at the earliest moment the rest of the budget could be used up on all
/// cores, so an idle program in a warm pool costs a look every few seconds and a busy one is caught within a moment.
/// </summary>
internal sealed class CpuBudget(SandboxLimits limits, Func<SandboxUsage> readUsage, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    /// <summary>Completes when the budget is used up; cancelled when nobody cares any more.</summary>
    public async Task UsedUpAsync(CancellationToken cancellationToken)
    {
        while (limits.CpuTime - readUsage().CpuTime is var rest && rest > TimeSpan.Zero)
        {
            var earliest = rest / limits.Cores;
            await Task.Delay(earliest > Shortest ? earliest : Shortest, time, cancellationToken);
        }
    }
}
