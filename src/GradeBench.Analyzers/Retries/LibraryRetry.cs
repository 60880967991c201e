using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Retries;

/// <summary>A retry that a resilience library makes, with what its options say.</summary>
/// <param name="Backoff">A value of <c>retry.backoff</c>.</param>
/// <param name="Sure">False where the library did not resolve and its names decided.</param>
internal sealed record LibraryRetry(SyntaxNode Call, string Backoff, bool IsBounded, bool IsSelective, bool HonoursRetryAfter, bool Sure)
{
    public Location Place => Call.GetLocation();
}
