namespace GradeBench.Rubrics;

/// <summary>Reads what a rubric refers to, and reports references that lead nowhere.</summary>
internal sealed class ReferenceChecks(RubricVocabulary vocabulary)
{
    public IReadOnlyList<string> Behaviours(RubricNode node)
    {
        var patterns = node.Texts("behaviours");
        foreach (var pattern in patterns)
        {
            if (BehaviourPattern.IsGroup(pattern) && pattern != "*" && !pattern.EndsWith(".*", StringComparison.Ordinal))
            {
                node.Problem("behaviours", $"`{pattern}` is neither an id nor a group: write a group as `group.*`.");
            }
            else if (vocabulary.Behaviours is { } known && !known.Any(id => BehaviourPattern.Matches(pattern, id)))
            {
                node.Problem("behaviours", $"`{pattern}` matches no behaviour of the assessment: use one of {List(known)}.");
            }
        }

        return patterns;
    }

    public string Fact(RubricNode node) => Known(node, "fact", "fact", vocabulary.Facts);

    public string Measure(RubricNode node) => Known(node, "measure", "measure", vocabulary.Measures);

    public IReadOnlyList<string> Findings(RubricNode node)
    {
        var patterns = node.Texts("findings");
        foreach (var pattern in patterns)
        {
            if (vocabulary.Findings is { } known && !known.Contains(pattern))
            {
                node.Problem("findings", $"`{pattern}` is no rule or category of the analyzers: use one of {List(known)}.");
            }
        }

        return patterns;
    }

    private static string Known(RubricNode node, string key, string what, IReadOnlyCollection<string>? known)
    {
        var id = node.Text(key);
        if (id.Length > 0 && known is not null && !known.Contains(id))
        {
            node.Problem(key, $"`{id}` is no {what} that is reported: use one of {List(known)}.");
        }

        return id;
    }

    private static string List(IReadOnlyCollection<string> ids) => string.Join(", ", ids.Order(StringComparer.Ordinal));
}
