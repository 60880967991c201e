namespace Fetching.Tests;

/// <summary>Runs tests and counts what failed. Everything a test framework would do here, without a package.</summary>
public sealed class Check
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private int _passed;

    public int Failed { get; private set; }

    public async Task That(string behaviour, Func<Task> test)
    {
        try
        {
            await test().WaitAsync(Limit);
            _passed++;
            Console.WriteLine($"  passed  {behaviour}");
        }
        catch (Exception exception)
        {
            Failed++;
            Console.WriteLine($"  FAILED  {behaviour}");
            Console.WriteLine($"          {exception.GetType().Name}: {exception.Message}");
        }
    }

    public static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"expected {expected}, but it was {actual}");
    }

    public static async Task Throws<TException>(Func<Task> action)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException)
        {
            return;
        }

        throw new InvalidOperationException($"expected {typeof(TException).Name}, but nothing was thrown");
    }

    public void Report() => Console.WriteLine($"{_passed} passed, {Failed} failed");
}
