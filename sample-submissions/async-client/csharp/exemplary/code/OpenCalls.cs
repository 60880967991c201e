namespace Fetching;

/// <summary>The calls that are open, so that disposing can end them and wait for them.</summary>
internal sealed class OpenCalls
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _isStopped;

    /// <exception cref="ObjectDisposedException">No more calls are taken.</exception>
    public Call Begin(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, typeof(ResilientClient));
            _open++;
        }

        return new Call(this, cancellationToken);
    }

    /// <summary>Cancels what is open and waits for its end.</summary>
    public async Task StopAsync()
    {
        lock (_gate)
        {
            _isStopped = true;
            if (_open == 0)
                _allEnded.TrySetResult();
        }

        await _stopping.CancelAsync();
        await _allEnded.Task;
    }

    private void End()
    {
        lock (_gate)
        {
            _open--;
            if (_isStopped && _open == 0)
                _allEnded.TrySetResult();
        }
    }

    /// <summary>One call; disposed when it has ended.</summary>
    internal sealed class Call(OpenCalls calls, CancellationToken cancellationToken) : IDisposable
    {
        private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, calls._stopping.Token);

        public CancellationToken Token => _ending.Token;

        public void Dispose()
        {
            _ending.Dispose();
            calls.End();
        }
    }
}
