namespace GradeBench.Sandbox.Running;

/// <summary>
/// Watches a program's CPU time. It looks again at the earliest moment the rest of the budget could be used up on all
/// cores, so an idle program in a warm pool costs a look every few seconds and a busy one is caught within a moment.
/// </summary>
/// <param name="total">The CPU time at which it is used up, counted from the program's start.</param>
internal sealed class CpuBudget(TimeSpan total, int cores, Func<TimeSpan> readCpuTime, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    /// <summary>Completes when the budget is used up; cancelled when nobody cares any more.</summary>
    public async Task UsedUpAsync(CancellationToken cancellationToken)
    {
        while (total - readCpuTime() is var rest && rest > TimeSpan.Zero)
        {
            var earliest = rest / cores;
            await Task.Delay(earliest > Shortest ? earliest : Shortest, time, cancellationToken);
        }
    }
}
