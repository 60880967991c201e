namespace GradeBench.Core.Assessments;

/// <summary>One behaviour a pack tests for, as far as candidates may know it before they start.</summary>
/// <param name="Id">Stable id, for example <c>cancellation.during</c>.</param>
public sealed record PublishedBehaviour(string Id, string Title);
