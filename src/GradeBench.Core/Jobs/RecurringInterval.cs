namespace GradeBench.Core.Jobs;

/// <summary>The intervals at which jobs can recur: those that every engine can keep, cron-based ones included.</summary>
public static class RecurringInterval
{
    /// <summary>The interval as a cron expression with a field for seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is neither whole seconds that divide a minute nor whole minutes that divide an hour.
    /// </exception>
    public static string ToCron(TimeSpan interval)
    {
        var seconds = interval.TotalSeconds;
        if (seconds is >= 1 and <= 60 && 60 % seconds == 0)
        {
            return seconds == 60 ? "0 * * * * *" : $"*/{(int)seconds} * * * * *";
        }

        var minutes = interval.TotalMinutes;
        if (minutes is >= 1 and <= 60 && 60 % minutes == 0)
        {
            return minutes == 60 ? "0 0 * * * *" : $"0 */{(int)minutes} * * * *";
        }

        throw new ArgumentOutOfRangeException(
            nameof(interval), interval, "A job recurs every whole number of seconds that divides a minute, or of minutes that divides an hour.");
    }
}
