namespace GradeBench.Sandbox.Pooling;

/// <summary>Ends what it stands for when it is disposed the first time.</summary>
internal sealed class PoolHold(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
