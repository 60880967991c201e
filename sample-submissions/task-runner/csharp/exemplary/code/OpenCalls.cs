namespace TaskRunner;

/// <summary>Counts the calls that are under way, and tells when the last one has ended after closing.</summary>
internal sealed class OpenCalls
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _closed;

    /// <summary>False when closed: the call must not begin.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_closed)
                return false;

            _count++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _count--;

            if (_closed && _count == 0)
                _drained.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more. The task ends when everybody has left; closing again gives the same task.</summary>
    public Task Close()
    {
        lock (_gate)
        {
            _closed = true;

            if (_count == 0)
                _drained.TrySetResult();

            return _drained.Task;
        }
    }
}
