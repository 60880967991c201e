using Microsoft.AspNetCore.Http.HttpResults;

namespace GradeBench.Web.Api;

/// <summary>Refusals of the API: problem details (RFC 9457) with what to do in <c>detail</c>.</summary>
internal static class ApiProblem
{
    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);

    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, $"There is no such {what}", "Check the id. Ids come from the lists of this API and never change.");
}
