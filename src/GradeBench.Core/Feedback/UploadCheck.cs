using GradeBench.Rubrics;

namespace GradeBench.Core.Feedback;

/// <summary>What a candidate is told at once about every upload: whether it compiles, and the example behaviours. The rest is feedback.</summary>
public sealed record UploadCheck(bool Compiled, IReadOnlyList<CompilerMessage> Messages, IReadOnlyList<FeedbackBehaviour> Examples)
{
    /// <param name="examples">Ids of the behaviours that the starter's examples show.</param>
    public static UploadCheck Of(Evidence evidence, IReadOnlyList<string> examples) => new(
        evidence.Compile.Succeeded,
        CompilerMessage.ErrorsOf(evidence),
        [.. evidence.Behaviours.Where(b => examples.Contains(b.Id)).Select(FeedbackBehaviour.Of)]);
}
