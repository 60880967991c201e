using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>The <c>async-client</c> assessment: an HTTP client that copes with servers that fail.</summary>
internal static class AsyncClientPack
{
    public static AssessmentPack Create() => EmbeddedPack.Read(
        "async-client",
        "Async client",
        new PackLimits(),
        typeof(IResilientClient),
        [
            typeof(ResponseTests), typeof(RequestTests), typeof(RetryTests), typeof(PauseTests), typeof(TimeoutTests), typeof(ErrorTests),
            typeof(CancellationTests), typeof(ManyTests), typeof(ConnectionTests), typeof(CountTests), typeof(DisposalTests),
        ],
        "Polly.Core") with
    {
        Examples = ["responses.success", "retries.server-errors", "retries.not-client-errors", "many.failures"],
    };
}
