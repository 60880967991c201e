using GradeBench.Core.Adjustments;
using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Candidates;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Candidate;

/// <summary>What a personal link leads to: what awaits before Start, the task after it, and a kind word when it is over.</summary>
internal sealed class InvitationEndpoint(
    GradeBenchDbContext db, RubricShelf rubrics, AttemptService attempts, AdjustmentService adjustments, IOptions<IntakeLimits> limits,
    TimeProvider clock)
{
    public static Task<IResult> GetAsync(string token, string? notice, InvitationEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(token, [], StatusCodes.Status200OK, cancellationToken, notice: notice switch
        {
            "adjustment" => "Your request is sent. You will find the answer on this page.",
            _ => null,
        });

    /// <param name="errors">What to correct, after a form was refused.</param>
    public async Task<IResult> ShowAsync(
        string token, IReadOnlyList<FieldError> errors, int status, CancellationToken cancellationToken, AboutForm? filled = null, string? notice = null)
    {
        var invitation = await db.Invitations.AsNoTracking()
            .WithToken(token)
            .Include(i => i.Candidate)
            .Include(i => i.Attempt!.RubricVersion)
            .Include(i => i.Attempt!.Submissions).ThenInclude(s => s.Runs)
            .Include(i => i.Attempt!.PackVersion)
            .Include(i => i.Assessment.CurrentPackVersion)
            .Include(i => i.Assessment.CurrentRubricVersion)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellationToken);

        return invitation switch
        {
            null => TypedResults.NotFound(),
            { Candidate.ErasedAt: not null } => Closed(ClosedText.Erased),
            { RevokedAt: not null } => Closed(ClosedText.Revoked),
            { Attempt: { } attempt } => Page.Show<WorkPage, WorkModel>(
                await WorkAsync(token, invitation, attempt, errors, notice, cancellationToken), status),
            _ when invitation.ExpiresAt <= clock.GetUtcNow() => Closed(ClosedText.Expired(invitation.ExpiresAt)),
            _ => Page.Show<AboutPage, AboutModel>(
                await AboutAsync(token, invitation, filled ?? AboutForm.Empty, errors, notice, cancellationToken), status),
        };
    }

    private static RazorComponentResult<ClosedPage> Closed(ClosedText text) => Page.Show<ClosedPage, ClosedText>(text, StatusCodes.Status410Gone);

    private async Task<AboutModel> AboutAsync(
        string token, Invitation invitation, AboutForm form, IReadOnlyList<FieldError> errors, string? notice, CancellationToken cancellationToken)
    {
        var assessment = invitation.Assessment;
        return new(
            token, assessment.Title, await attempts.AllowedAsync(invitation.Id, cancellationToken), invitation.ExpiresAt,
            CandidateTime.FindZoneBesideUtc(invitation.Candidate.TimeZone), Summary(assessment.CurrentPackVersion), rubrics.Of(assessment.CurrentRubricVersion),
            assessment.CurrentRubricVersionId, await adjustments.FindOwnAsync(token, cancellationToken), form, errors, notice);
    }

    private static PackSummary Summary(PackVersion pack) => new(pack.Version, pack.Behaviours, pack.Limits);

    private async Task<WorkModel> WorkAsync(
        string token, Invitation invitation, Attempt attempt, IReadOnlyList<FieldError> errors, string? notice, CancellationToken cancellationToken) => new(
        token, invitation.Assessment.Title, attempt.Deadline, clock.GetUtcNow(), CandidateTime.FindZoneBesideUtc(invitation.Candidate.TimeZone),
        attempt.PackVersion.Statement, Summary(attempt.PackVersion), rubrics.Of(attempt.RubricVersion), limits.Value,
        [.. attempt.Submissions.OrderByDescending(s => s.Number).Select(Line)],
        await adjustments.FindOwnAsync(token, cancellationToken), errors, notice);

    private static SubmissionLine Line(Submission submission) => new(
        submission.Number, ReceiptNumber.Of(submission.Id), submission.ReceivedAt, submission.Files.Count,
        submission.Runs.OrderByDescending(r => r.Number).First().State);
}

/// <param name="Behaviours">What is tested, as far as a candidate may know it.</param>
public sealed record PackSummary(string Version, IReadOnlyList<PublishedBehaviour> Behaviours, PublishedLimits Limits);

/// <summary>The page before Start.</summary>
/// <param name="TimeToWork">What was granted beyond the usual time included.</param>
/// <param name="RubricVersionId">Sent back with Start, so that nobody starts with rules that were replaced meanwhile.</param>
public sealed record AboutModel(
    string Token, string Title, TimeSpan TimeToWork, DateTimeOffset ExpiresAt, TimeZoneInfo? Zone, PackSummary Pack, Rubric Rubric,
    Guid RubricVersionId, IReadOnlyList<OwnAdjustment> Adjustments, AboutForm Form, IReadOnlyList<FieldError> Errors, string? Notice);

/// <summary>The page while the task is worked on, and after its deadline.</summary>
/// <param name="Rubric">The version the candidate was shown before Start.</param>
public sealed record WorkModel(
    string Token, string Title, DateTimeOffset Deadline, DateTimeOffset Now, TimeZoneInfo? Zone, string Statement,
    PackSummary Pack, Rubric Rubric, IntakeLimits Limits, IReadOnlyList<SubmissionLine> Submissions,
    IReadOnlyList<OwnAdjustment> Adjustments, IReadOnlyList<FieldError> Errors, string? Notice)
{
    /// <summary>The deadline's own moment still counts, as it does when a submission is received.</summary>
    public bool Open => Now <= Deadline;
}

/// <summary>One submission in the candidate's list.</summary>
public sealed record SubmissionLine(int Number, string Receipt, DateTimeOffset ReceivedAt, int Files, Core.Runs.RunState State);
