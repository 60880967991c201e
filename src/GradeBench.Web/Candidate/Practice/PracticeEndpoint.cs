using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Core.Intake;
using GradeBench.Core.Practice;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Candidate.Practice;

/// <summary>Trying an upload: before Start with a warm-up of five minutes, afterwards with the task itself. Nothing of it counts.</summary>
internal sealed class PracticeEndpoint(
    GradeBenchDbContext db, PracticeService practice, RunEvents events, IOptions<IntakeLimits> limits, TimeProvider clock,
    IHostApplicationLifetime lifetime)
{
    public static Task<IResult> GetAsync(string token, PracticeEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(token, [], StatusCodes.Status200OK, cancellationToken);

    public static async Task<IResult> PostAsync(string token, HttpContext context, PracticeEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.TryAsync(token, form.Files, context, cancellationToken);
    }

    public static async Task<IResult> ResultAsync(string token, Guid id, PracticeEndpoint endpoint, CancellationToken cancellationToken)
    {
        var run = await endpoint.Practice.FindOwnAsync(token, id, cancellationToken);
        return run is null ? TypedResults.NotFound() : Page.Show<PracticeResultPage, PracticeResultModel>(new(token, run, endpoint.Now));
    }

    public static async Task<IResult> EventsAsync(string token, Guid id, PracticeEndpoint endpoint, HttpContext context, CancellationToken cancellationToken) =>
        await endpoint.Practice.FindOwnAsync(token, id, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.ServerSentEvents(endpoint.WatchAsync(token, id, context.RequestAborted));

    /// <summary>The warm-up's one file. It is the same for everybody, so it needs no link that opens.</summary>
    public static IResult WarmUpFile() =>
        TypedResults.File(Encoding.UTF8.GetBytes(WarmUp.Solution), "text/plain; charset=utf-8", WarmUp.FileName);

    private PracticeService Practice => practice;

    private DateTimeOffset Now => clock.GetUtcNow();

    private async Task<IResult> TryAsync(string token, IFormFileCollection files, HttpContext context, CancellationToken cancellationToken)
    {
        var (_, read) = await UploadedFiles.ReadAsync(files, limits.Value, cancellationToken);
        if (read is not IntakeResult.Accepted accepted)
        {
            var sentence = ((IntakeResult.Refused)read).Sentence;
            return ErrorAnswer.WantsJson(context)
                ? TypedResults.Json(new ProblemSentence(sentence), statusCode: StatusCodes.Status422UnprocessableEntity)
                : await ShowAsync(token, [new("files", sentence)], StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        var id = await practice.RequestAsync(
            new(token, accepted.Stored, accepted.Language, accepted.Submitted(), [.. accepted.Ignored.Select(i => new IgnoredFile(i.Path, i.Reason, i.Files))]),
            cancellationToken);
        if (id is null)
        {
            return TypedResults.NotFound();
        }

        var location = $"/c/{token}/practice/{id}";
        return ErrorAnswer.WantsJson(context)
            ? TypedResults.Json(new UploadedTo(location), statusCode: StatusCodes.Status201Created)
            : TypedResults.LocalRedirect(location);
    }

    private async Task<IResult> ShowAsync(string token, IReadOnlyList<FieldError> errors, int status, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var link = await db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null)
            .Select(i => new { i.Assessment.Title, Started = i.Attempt != null, Open = i.Attempt == null ? i.ExpiresAt > now : i.Attempt.Deadline >= now })
            .SingleOrDefaultAsync(cancellationToken);
        return link is null
            ? TypedResults.NotFound()
            : Page.Show<PracticePage, PracticeModel>(
                new(token, link.Title, link.Started, link.Open, limits.Value, await practice.ListOwnAsync(token, cancellationToken), errors), status);
    }

    private async IAsyncEnumerable<SseItem<string>> WatchAsync(string token, Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page left open must not hold up the end of the process; the browser connects again by itself.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var changes = events.Subscribe(id);
        while (!until.IsCancellationRequested)
        {
            if (await practice.FindOwnAsync(token, id, until.Token) is not { FinishedAt: null })
            {
                yield return new SseItem<string>("Your try has ended. What was seen is on this page.", "finished");
                yield break;
            }

            await changes.WaitAsync(until.Token);
        }
    }
}

/// <param name="Started">Whether the task itself is tried, or the warm-up.</param>
/// <param name="Open">Whether something can be tried.</param>
public sealed record PracticeModel(
    string Token, string Title, bool Started, bool Open, IntakeLimits Limits, IReadOnlyList<PracticeSummary> Tries, IReadOnlyList<FieldError> Errors);

public sealed record PracticeResultModel(string Token, PracticeRun Run, DateTimeOffset Now)
{
    /// <summary>After that a try is not coming back, and the candidate is told to try again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public bool Waiting => Run.FinishedAt is null && !Lost;

    public bool Lost => Run.FinishedAt is null ? Now - Run.RequestedAt > Patience : Run.Result is null;

    public bool WarmUp => Run.PackId == Core.Practice.WarmUp.PackId;
}
