using GradeBench.Core.Attempts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Consents;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Candidate;

/// <summary>Starts the sitting: from here the server's clock runs.</summary>
internal static class StartEndpoint
{
    /// <summary>The choices of the form. Only three of them form cohorts; "another way" is counted as not stated.</summary>
    public static IReadOnlyList<PathChoice> LearningPaths { get; } =
    [
        new("bootcamp", "Coding bootcamp", LearningPath.Bootcamp),
        new("self-taught", "Self-taught", LearningPath.SelfTaught),
        new("cs-degree", "Computer science degree", LearningPath.CsDegree),
        new("other", "Another way", LearningPath.NotStated),
        new("not-stated", "I prefer not to say", LearningPath.NotStated),
    ];

    public static async Task<IResult> PostAsync(
        string token, HttpContext context, AttemptService attempts, ConsentService consents, CandidateZone zone,
        LearningPathDeclaration declaration, InvitationEndpoint invitation, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var filled = new AboutForm(form["share"] == "yes", form["path"].ToString());
        if (form["notice"] != "yes")
        {
            FieldError error = new("notice", "Tick that you have read how your data is used. Nothing was started.");
            return await invitation.ShowAsync(token, [error], StatusCodes.Status422UnprocessableEntity, cancellationToken, filled);
        }

        var outcome = await attempts.StartAsync(token, Guid.TryParse(form["rubric"], out var rubric) ? rubric : null, cancellationToken);
        if (outcome is StartOutcome.RulesChanged)
        {
            FieldError error = new("start", "The rules of grading were replaced while this page was open, so nothing was started. Read the new ones above, then start.");
            return await invitation.ShowAsync(token, [error], StatusCodes.Status409Conflict, cancellationToken, filled);
        }

        if (outcome is not StartOutcome.Started)
        {
            // The page of a link that does not open says why.
            return await invitation.ShowAsync(token, [], StatusCodes.Status410Gone, cancellationToken);
        }

        await consents.RecordAsync(token, new Dictionary<ConsentPurpose, bool>
        {
            [ConsentPurpose.ProcessingNotice] = true,
            [ConsentPurpose.ShareResult] = filled.Share,
        }, cancellationToken);
        await zone.RememberAsync(token, form["zone"], cancellationToken);
        if (LearningPaths.FirstOrDefault(choice => choice.Value == filled.Path) is { } chosen)
        {
            await declaration.DeclareAsync(token, chosen.Path, cancellationToken);
        }

        return TypedResults.LocalRedirect($"/c/{token}");
    }
}

/// <summary>What was filled in before Start, so that nobody has to do it twice.</summary>
public sealed record AboutForm(bool Share, string Path)
{
    public static AboutForm Empty { get; } = new(false, "");
}

/// <param name="Value">What the form sends.</param>
internal sealed record PathChoice(string Value, string Text, LearningPath Path);
