namespace Enterprise.TaskRunner;

/// <summary>Retries an operation with exponential back-off.</summary>
public sealed class RetryPolicy
{
    private readonly int _maxAttempts;
    private readonly TimeSpan _baseDelay;
    private readonly TimeProvider _clock;

    public RetryPolicy(int maxAttempts, TimeSpan baseDelay, TimeProvider clock)
    {
        _maxAttempts = maxAttempts;
        _baseDelay = baseDelay;
        _clock = clock;
    }

    public async Task<T> ExecuteAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        var delay = _baseDelay;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation();
            }
            catch (OperationCanceledException)
            {
                throw;
            }
            catch (Exception exception) when (attempt < _maxAttempts)
            {
                _ = exception;
                await Task.Delay(delay, cancellationToken);
                delay *= 2;
            }
            catch (Exception exception)
            {
                throw new TaskExecutionException($"Failed after {attempt} attempts: {exception.Message}", exception);
            }
        }
    }
}

/// <summary>Thrown when a task has failed for good.</summary>
public sealed class TaskExecutionException : Exception
{
    public TaskExecutionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
