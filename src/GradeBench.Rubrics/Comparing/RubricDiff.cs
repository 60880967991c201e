namespace GradeBench.Rubrics;

/// <summary>Compares two versions of a rubric by what they say. Order, comments and layout of the text do not count.</summary>
public static class RubricDiff
{
    /// <summary>Dimensions first, then criteria, then gates; empty when both judge alike.</summary>
    public static IReadOnlyList<RubricChange> Between(Rubric before, Rubric after) =>
    [
        .. Matched(before.Dimensions, after.Dimensions, d => d.Id, d => $"dimension {d.Id}", d => $"{d.Title}, {Shown(d.Weight)}", OfDimension),
        .. Matched(before.Criteria, after.Criteria, c => c.Id, Name, c => $"{c.Title} ({c.Dimension}, {Shown(c.Weight)})", OfCriterion),
        .. Matched(before.Gates, after.Gates, g => g.Id, g => $"gate {g.Id}", SourceText.Of, OfGate),
    ];

    private static IEnumerable<RubricChange> OfDimension(RubricDimension before, RubricDimension after) =>
        Changes($"dimension {after.Id}", (RubricChangeKind.Title, before.Title, after.Title), (RubricChangeKind.Weight, Shown(before.Weight), Shown(after.Weight)));

    private static IEnumerable<RubricChange> OfCriterion(Criterion before, Criterion after) =>
    [
        .. Changes(
            Name(after),
            (RubricChangeKind.Title, before.Title, after.Title),
            (RubricChangeKind.Dimension, before.Dimension, after.Dimension),
            (RubricChangeKind.Weight, Shown(before.Weight), Shown(after.Weight)),
            (RubricChangeKind.Combination, Sources(before), Sources(after)),
            (RubricChangeKind.Binding, SourceText.Of(before), SourceText.Of(after))),
        .. Matched(
            before.Levels, after.Levels, l => Number(l.Score), l => $"{Name(after)}, level {l.Score}", l => l.Anchor,
            (b, a) => Changes($"{Name(after)}, level {a.Score}", (RubricChangeKind.Level, b.Anchor, a.Anchor)))
            .Select(change => change with { Kind = RubricChangeKind.Level }),
    ];

    private static IEnumerable<RubricChange> OfGate(Gate before, Gate after) =>
        Changes($"gate {after.Id}", (RubricChangeKind.Title, before.Title, after.Title), (RubricChangeKind.Gate, SourceText.Of(before), SourceText.Of(after)));

    private static IEnumerable<RubricChange> Matched<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> id, Func<T, string> name, Func<T, string> text, Func<T, T, IEnumerable<RubricChange>> compare)
    {
        var known = before.ToDictionary(id, StringComparer.Ordinal);
        var kept = after.Select(id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Where(b => !kept.Contains(id(b))).Select(b => new RubricChange(RubricChangeKind.Removed, name(b), text(b), "")),
            .. after.SelectMany(a => known.TryGetValue(id(a), out var b) ? compare(b, a) : [new RubricChange(RubricChangeKind.Added, name(a), "", text(a))]),
        ];
    }

    private static IEnumerable<RubricChange> Changes(string subject, params IEnumerable<(RubricChangeKind Kind, string Before, string After)> parts) =>
        parts.Where(p => p.Before != p.After).Select(p => new RubricChange(p.Kind, subject, p.Before, p.After));

    private static string Name(Criterion criterion) => $"criterion {criterion.Id}";

    private static string Sources(Criterion criterion) => criterion.Combine == Combination.Lowest ? "the lowest source decides" : "average of the sources";

    private static string Shown(decimal weight) => $"{RubricNode.Show(weight)} %";

    private static string Number(int score) => RubricNode.Show(score);
}
