using GradeBench.Core.Intake;
using GradeBench.Core.Mail;
using GradeBench.Core.Receipts;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Candidate;

/// <summary>Takes an upload: it is stored and will be graded, or it is refused with one sentence and nothing is stored.</summary>
internal sealed class UploadEndpoint(
    GradeBenchDbContext db, SubmissionService submissions, InvitationEndpoint invitation, ReceiptReader receipts, MailOutbox outbox,
    IOptions<IntakeLimits> limits)
{
    public static async Task<IResult> PostAsync(
        string token, HttpContext context, UploadEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.ReceiveAsync(token, form.Files, context, cancellationToken);
    }

    private async Task<IResult> ReceiveAsync(string token, IFormFileCollection files, HttpContext context, CancellationToken cancellationToken)
    {
        var attempt = await db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null && i.Attempt != null)
            .Select(i => (Guid?)i.Attempt!.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return TypedResults.NotFound();
        }

        var (parts, read) = await UploadedFiles.ReadAsync(files, limits.Value, cancellationToken);
        if (read is not IntakeResult.Accepted accepted)
        {
            var refused = (IntakeResult.Refused)read;
            return await RefuseAsync(token, context, refused.Sentence, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        return await submissions.ReceiveAsync(NewSubmission(attempt.Value, parts, accepted), cancellationToken) switch
        {
            ReceiveOutcome.Received received => await AcceptAsync(token, context, received.Receipt, cancellationToken),
            ReceiveOutcome.TooLate late => await RefuseAsync(token, context,
                $"The deadline was {Shown.Utc(late.Deadline)} UTC, so this upload came too late; what you uploaded before counts.", StatusCodes.Status409Conflict, cancellationToken),
            ReceiveOutcome.TooMany many => await RefuseAsync(token, context,
                $"You have uploaded {many.Limit} times, which is the limit; your last upload counts.", StatusCodes.Status409Conflict, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private static NewSubmission NewSubmission(Guid attemptId, IReadOnlyList<UploadPart> parts, IntakeResult.Accepted accepted) => new(
        attemptId,
        accepted.Stored,
        parts is [var only] && only.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? UntrustedText.OneLine(only.Name) : null,
        accepted.Language,
        accepted.Submitted());

    private async Task<IResult> AcceptAsync(string token, HttpContext context, SubmissionReceipt received, CancellationToken cancellationToken)
    {
        await ConfirmAsync(received, cancellationToken);
        var location = $"/c/{token}/submissions/{received.Number}";
        return ErrorAnswer.WantsJson(context)
            ? TypedResults.Json(new UploadedTo(location), statusCode: StatusCodes.Status201Created)
            : TypedResults.LocalRedirect(location);
    }

    /// <summary>Sends the receipt. It stands on the page, too, so nothing waits for the mail server.</summary>
    private async Task ConfirmAsync(SubmissionReceipt received, CancellationToken cancellationToken)
    {
        var to = await db.Submissions
            .Where(s => s.Id == received.SubmissionId)
            .Select(s => new { s.Attempt.CandidateId, s.Attempt.Candidate.Name, s.Attempt.Candidate.Email, s.Attempt.Candidate.TimeZone, s.Attempt.Assessment.Title, s.Attempt.Deadline })
            .SingleAsync(cancellationToken);
        var receipt = (await receipts.FindAsync(received.SubmissionId, cancellationToken))!;
        await outbox.AddAsync(
            MailKind.Receipt, received.SubmissionId, received.ReceivedAt, to.CandidateId,
            CandidateMails.Receipt(new(to.Name, to.Email, to.TimeZone), to.Title, received.Number, receipt, to.Deadline, ReceiptFile.Write(receipt)), null, cancellationToken);
    }

    private async Task<IResult> RefuseAsync(string token, HttpContext context, string sentence, int status, CancellationToken cancellationToken) =>
        ErrorAnswer.WantsJson(context)
            ? TypedResults.Json(new ProblemSentence(sentence), statusCode: status)
            : await invitation.ShowAsync(token, [new("files", sentence)], status, cancellationToken);
}

/// <summary>Where an upload can be seen, for the upload script.</summary>
internal sealed record UploadedTo(string Location);
