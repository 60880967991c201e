namespace GradeBench.Core.Assessments;

/// <summary>The versions under which a pack and its rubric are stored.</summary>
public sealed record PublishedPack(string AssessmentId, Guid PackVersionId, Guid RubricVersionId);
