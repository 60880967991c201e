using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>One submission to grade.</summary>
/// <param name="Pack">What it is tested with.</param>
/// <param name="Rubric">What it is scored with; of the same assessment as the pack.</param>
/// <param name="Language">The language of its sources, for example <c>csharp</c>.</param>
/// <param name="Files">Its source files; the pack decides which of them are the answer.</param>
/// <param name="Seed">Test order and generated inputs follow from it. Store it, so that the run can be repeated.</param>
public sealed record GradingRequest(
    AssessmentPack Pack, Rubric Rubric, string Language, IReadOnlyList<SourceFile> Files, ulong Seed)
{
    /// <summary>
    /// Whether the sources are analysed as well as tested. Without it their evidence says so, and whatever the rubric asks
    /// of the source scores lowest: only for who asks which behaviours pass.
    /// </summary>
    public bool Analysed { get; init; } = true;
}
