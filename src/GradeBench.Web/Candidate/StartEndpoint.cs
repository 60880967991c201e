using GradeBench.Core.Attempts;
using GradeBench.Core.Cohorts;

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
        string token, HttpContext context, AttemptService attempts, LearningPathDeclaration declaration,
        InvitationEndpoint invitation, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var outcome = await attempts.StartAsync(token, cancellationToken);
        if (outcome is not StartOutcome.Started)
        {
            // The page of a link that does not open says why.
            return await invitation.ShowAsync(token, [], StatusCodes.Status410Gone, cancellationToken);
        }

        if (LearningPaths.FirstOrDefault(choice => choice.Value == form["path"]) is { } chosen)
        {
            await declaration.DeclareAsync(token, chosen.Path, cancellationToken);
        }

        return TypedResults.LocalRedirect($"/c/{token}");
    }
}

/// <param name="Value">What the form sends.</param>
internal sealed record PathChoice(string Value, string Text, LearningPath Path);
