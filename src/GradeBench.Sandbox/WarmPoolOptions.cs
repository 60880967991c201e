using System.ComponentModel.DataAnnotations;

namespace GradeBench.Sandbox;

/// <summary>How many items a <see cref="WarmPool{T}"/> keeps ready and for how long.</summary>
public sealed record WarmPoolOptions
{
    /// <summary>Items kept ready: 2 by default, 0 (made on demand only) to 64. A warm .NET host idles at 9 MB.</summary>
    [Range(0, 64)]
    public int Size { get; init; } = 2;

    /// <summary>An item that waited longer is replaced: 10 minutes by default, 1 second to 1 day. Long waits hide trouble, such as a file that was removed since.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause after a first failure, doubled by each further one: 100 milliseconds by default, 10 milliseconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between failures: 5 seconds by default, 10 milliseconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);
}
