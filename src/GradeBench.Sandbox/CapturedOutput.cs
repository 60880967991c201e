namespace GradeBench.Sandbox;

/// <summary>What the program wrote to standard error, as far as it is kept. Written by untrusted code: show it as text, never parse it.</summary>
/// <param name="Text">The first bytes, decoded as UTF-8 with invalid bytes replaced.</param>
/// <param name="TotalBytes">How much was written in all.</param>
/// <param name="IsTruncated">Whether <paramref name="Text"/> is only the beginning.</param>
public sealed record CapturedOutput(string Text, long TotalBytes, bool IsTruncated)
{
    /// <summary>Nothing was written.</summary>
    public static CapturedOutput None { get; } = new("", 0, IsTruncated: false);
}
