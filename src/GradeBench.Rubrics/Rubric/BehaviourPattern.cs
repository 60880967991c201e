namespace GradeBench.Rubrics;

/// <summary>How a rubric names behaviours: an id, a group (<c>cancellation.*</c>), or all of them (<c>*</c>).</summary>
internal static class BehaviourPattern
{
    public static bool IsGroup(string pattern) => pattern.EndsWith('*');

    public static bool MatchesAny(IReadOnlyList<string> patterns, string id)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i], id)) return true;
        }

        return false;
    }

    public static bool Matches(string pattern, string id) =>
        pattern == "*"
        || pattern == id
        || (pattern.EndsWith(".*", StringComparison.Ordinal) && id.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));
}
