namespace GradeBench.Rubrics;

/// <summary>
/// The parts of a rubric's text that a form can edit, each with its place in the text. Made of any text that is YAML, right
/// or wrong, so that a form can show what is being written.
/// </summary>
public sealed record RubricOutline(
    RubricField? Version, IReadOnlyList<OutlinedDimension> Dimensions, IReadOnlyList<OutlinedCriterion> Criteria)
{
    /// <summary>Everything that can be edited.</summary>
    public IEnumerable<RubricField> Fields =>
        new[] { Version }
            .Concat(Dimensions.SelectMany(d => new[] { d.Title, d.Weight }))
            .Concat(Criteria.SelectMany(c => new[] { c.Title, c.Dimension, c.Weight, c.Combine }.Concat(c.Levels.SelectMany(l => new[] { l.Score, l.Anchor }))))
            .OfType<RubricField>();
}

/// <summary>One value in the text.</summary>
/// <param name="Path">Where in the rubric, for example <c>criteria[2].levels[0].anchor</c>.</param>
/// <param name="From">Index of its first character in the text.</param>
/// <param name="To">Index after its last character.</param>
public sealed record RubricField(string Path, string Value, int From, int To);

/// <param name="Id">Empty when the text gives none.</param>
public sealed record OutlinedDimension(string Id, RubricField? Title, RubricField? Weight);

/// <param name="Index">Counts the criteria from 0.</param>
/// <param name="Id">Empty when the text gives none.</param>
/// <param name="Evidence">What decides it, as written in the text; empty when the text gives none.</param>
public sealed record OutlinedCriterion(
    int Index, string Id, RubricField? Title, RubricField? Dimension, RubricField? Weight, RubricField? Combine, string Evidence, IReadOnlyList<OutlinedLevel> Levels);

/// <param name="Index">Counts the criterion's levels from 0.</param>
public sealed record OutlinedLevel(int Index, RubricField? Score, RubricField? Anchor);
