namespace GradeBench.Core.Invitations;

/// <summary>Whom to invite to what.</summary>
/// <param name="ValidFor">How long the link can be used to start; null for the configured default.</param>
/// <param name="MailedAt">The address that personal links begin with, to send the link by mail; null to send nothing.</param>
public sealed record NewInvitation(string AssessmentId, string CandidateName, string CandidateEmail, TimeSpan? ValidFor = null, Uri? MailedAt = null);
