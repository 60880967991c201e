namespace GradeBench.Core.Runs;

/// <summary>A run that this worker holds, with what it needs to grade it.</summary>
/// <param name="LeaseId">Proof of the claim; a later claim by another worker makes it void.</param>
/// <param name="Sha256">Of the submission's stored bytes.</param>
/// <param name="RubricVersionId">The rubric of the sitting: what the candidate was shown before Start.</param>
/// <param name="Claims">How often the run was claimed, this time included.</param>
public sealed record ClaimedRun(
    Guid RunId,
    Guid LeaseId,
    Guid SubmissionId,
    string AssessmentId,
    Guid RubricVersionId,
    string Sha256,
    string Language,
    long Seed,
    int Claims);
