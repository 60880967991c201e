namespace GradeBench.Core.Attempts;

/// <summary>
/// How long a sitting lasts. All of it is counted in elapsed time between moments, so a clock that is put forward or back
/// while somebody works gives and takes nothing.
/// </summary>
public static class WorkTime
{
    /// <summary>Extra time: a percentage of the usual time, and minutes.</summary>
    public static TimeSpan Extra(TimeSpan usual, int percent, int minutes) => usual * percent / 100 + TimeSpan.FromMinutes(minutes);

    /// <summary>
    /// A deadline with extra time. After the deadline it counts from now: time that is granted must be time that can be used.
    /// </summary>
    public static DateTimeOffset Extend(DateTimeOffset deadline, TimeSpan extra, DateTimeOffset now) =>
        extra <= TimeSpan.Zero ? deadline : (deadline < now ? now : deadline) + extra;
}
