using GradeBench.Web.Api;

namespace GradeBench.Web.Shared.Errors;

/// <summary>Answers with an error in the form the asker reads: a page, or one JSON sentence for our own scripts.</summary>
internal static class ErrorAnswer
{
    public static IResult For(HttpContext context, ErrorText error) =>
        context.Request.Path.StartsWithSegments("/api") ? ApiProblem.Of(error.Status, error.Title, $"{error.Sentence} {error.Advice}")
        : WantsJson(context)
            ? TypedResults.Json(new ProblemSentence($"{error.Title}. {error.Sentence} {error.Advice}"), statusCode: error.Status)
            : Page.Show<ErrorPage, ErrorText>(error, error.Status);

    public static bool WantsJson(HttpContext context) =>
        context.Request.GetTypedHeaders().Accept is [{ MediaType.Value: "application/json" }, ..];
}

/// <summary>A refusal as our scripts read it.</summary>
internal sealed record ProblemSentence(string Sentence);
