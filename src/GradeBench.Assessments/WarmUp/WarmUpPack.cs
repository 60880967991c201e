using GradeBench.Contracts.WarmUp;

namespace GradeBench.Assessments.WarmUp;

/// <summary>
/// A task of five minutes, for trying out an upload before an assessment is started. It is nobody's assessment: it has no
/// rubric, is never published and its tests hide nothing.
/// </summary>
internal static class WarmUpPack
{
    public static AssessmentPack Create()
    {
        IReadOnlyList<Type> tests = [typeof(WordCounterTests)];
        var behaviours = PackBehaviours.Of(tests);

        return new AssessmentPack
        {
            Id = "warm-up",
            Title = "Warm-up",
            Version = "warm-up",
            Statement = "",
            Starter = [],
            Limits = new PackLimits { Run = TimeSpan.FromSeconds(30) },
            Behaviours = behaviours,
            Examples = [.. behaviours.Select(behaviour => behaviour.Id)],
            Contract = typeof(IWordCounter),
            HiddenTests = tests,
            GradedFiles = new GradedFiles(["IWordCounter.cs", "WordCounterOptions.cs"]),
        };
    }
}
