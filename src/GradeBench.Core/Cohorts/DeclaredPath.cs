namespace GradeBench.Core.Cohorts;

/// <summary>
/// A candidate's learning path. It lives in a schema of its own and is internal to this project, so that no page can
/// show it beside a person before a decision.
/// </summary>
internal sealed class DeclaredPath
{
    public required Guid CandidateId { get; init; }

    public required LearningPath Path { get; set; }

    public required DateTimeOffset DeclaredAt { get; set; }
}
