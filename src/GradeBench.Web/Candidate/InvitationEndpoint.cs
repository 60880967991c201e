using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
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
    GradeBenchDbContext db, RubricShelf rubrics, IOptions<IntakeLimits> limits, IOptions<InvitationOptions> invitations, TimeProvider clock)
{
    public static Task<IResult> GetAsync(string token, InvitationEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(token, [], StatusCodes.Status200OK, cancellationToken);

    /// <param name="errors">What to correct, after a form was refused.</param>
    public async Task<IResult> ShowAsync(string token, IReadOnlyList<FieldError> errors, int status, CancellationToken cancellationToken)
    {
        var invitation = await db.Invitations.AsNoTracking()
            .WithToken(token)
            .Include(i => i.Attempt!.Submissions).ThenInclude(s => s.Runs)
            .Include(i => i.Attempt!.PackVersion)
            .Include(i => i.Assessment.CurrentPackVersion)
            .Include(i => i.Assessment.CurrentRubricVersion)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellationToken);

        return invitation switch
        {
            null => TypedResults.NotFound(),
            { RevokedAt: not null } => Closed(ClosedText.Revoked),
            { Attempt: { } attempt } => Page.Show<WorkPage, WorkModel>(Work(token, invitation, attempt, errors), status),
            _ when invitation.ExpiresAt <= clock.GetUtcNow() => Closed(ClosedText.Expired(invitation.ExpiresAt)),
            _ => Page.Show<AboutPage, AboutModel>(About(token, invitation, errors), status),
        };
    }

    private static RazorComponentResult<ClosedPage> Closed(ClosedText text) => Page.Show<ClosedPage, ClosedText>(text, StatusCodes.Status410Gone);

    private AboutModel About(string token, Invitation invitation, IReadOnlyList<FieldError> errors)
    {
        var assessment = invitation.Assessment;
        return new(
            token, assessment.Title, invitations.Value.TimeToWork, invitation.ExpiresAt,
            Summary(assessment.CurrentPackVersion), rubrics.Of(assessment.CurrentRubricVersion), errors);
    }

    private static PackSummary Summary(PackVersion pack) => new(pack.Version, pack.Behaviours, pack.Limits);

    private WorkModel Work(string token, Invitation invitation, Attempt attempt, IReadOnlyList<FieldError> errors) => new(
        token, invitation.Assessment.Title, attempt.Deadline, clock.GetUtcNow(), attempt.PackVersion.Statement,
        Summary(attempt.PackVersion), rubrics.Of(invitation.Assessment.CurrentRubricVersion), limits.Value,
        [.. attempt.Submissions.OrderByDescending(s => s.Number).Select(Line)], errors);

    private static SubmissionLine Line(Submission submission) => new(
        submission.Number, ReceiptNumber.Of(submission.Id), submission.ReceivedAt, submission.Files.Count,
        submission.Runs.OrderByDescending(r => r.Number).First().State);
}

/// <param name="Behaviours">What is tested, as far as a candidate may know it.</param>
public sealed record PackSummary(string Version, IReadOnlyList<PublishedBehaviour> Behaviours, PublishedLimits Limits);

/// <summary>The page before Start.</summary>
public sealed record AboutModel(
    string Token, string Title, TimeSpan TimeToWork, DateTimeOffset ExpiresAt, PackSummary Pack, Rubric Rubric, IReadOnlyList<FieldError> Errors);

/// <summary>The page while the task is worked on, and after its deadline.</summary>
public sealed record WorkModel(
    string Token, string Title, DateTimeOffset Deadline, DateTimeOffset Now, string Statement,
    PackSummary Pack, Rubric Rubric, IntakeLimits Limits,
    IReadOnlyList<SubmissionLine> Submissions, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The deadline's own moment still counts, as it does when a submission is received.</summary>
    public bool Open => Now <= Deadline;
}

/// <summary>One submission in the candidate's list.</summary>
public sealed record SubmissionLine(int Number, string Receipt, DateTimeOffset ReceivedAt, int Files, Core.Runs.RunState State);
