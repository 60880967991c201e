using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using GradeBench.Core.Runs;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Shared.Live;

/// <summary>Follows a submission's latest run for a page: a <c>stage</c> event per change, <c>finished</c> at the end.</summary>
internal sealed class RunEventStream(RunProgress progress, IHostApplicationLifetime lifetime)
{
    /// <summary>The caller has made sure that the asker may see the submission.</summary>
    public IResult Of(Guid submissionId, HttpContext context) =>
        TypedResults.ServerSentEvents(EventsAsync(submissionId, context.RequestAborted));

    private async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Guid submissionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page left open must not hold up the end of the process; the browser connects again by itself.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await using var snapshots = progress.WatchAsync(submissionId, until.Token).GetAsyncEnumerator(until.Token);
        while (await NextAsync(snapshots))
        {
            var run = snapshots.Current;
            yield return new SseItem<string>(RunSteps.Sentence(run), run.IsFinished ? "finished" : "stage");
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RunSnapshot> snapshots)
    {
        try
        {
            return await snapshots.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
