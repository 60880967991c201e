namespace GradeBench.Core.Practice;

/// <summary>
/// The task of five minutes that is tried before Start: there the assessment's own contract is not known yet. What a
/// candidate needs for it is one file.
/// </summary>
public static class WarmUp
{
    public const string PackId = "warm-up";

    public const string FileName = "Solution.cs";

    /// <summary>Compiles already and counts nothing yet.</summary>
    public const string Solution = """
        using GradeBench.Contracts.WarmUp;

        // The contract, which is there already and need not be uploaded:
        //
        //   public interface IWordCounter { int Count(string text); }
        //   public sealed record WordCounterOptions { public int MinimumLength { get; init; } = 1; }
        //
        // Count the words of a text, leaving out those shorter than the options say.
        public sealed class Solution(WordCounterOptions options) : IWordCounter
        {
            public int Count(string text) => options.MinimumLength - options.MinimumLength;
        }

        """;
}
