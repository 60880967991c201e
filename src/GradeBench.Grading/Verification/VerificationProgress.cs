namespace GradeBench.Grading;

/// <summary>How far proving a pack is.</summary>
/// <param name="Part">What is being graded.</param>
/// <param name="Done">Submissions graded in this part.</param>
/// <param name="Total">Submissions of this part.</param>
public readonly record struct VerificationProgress(VerificationPart Part, int Done, int Total);

/// <summary>The parts of a proof, in their order.</summary>
public enum VerificationPart
{
    Reference,
    Mutants,
    Samples,
}
