using GradeBench.Core.Runs;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Candidate;

public sealed class EventTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_hears_each_stage_and_then_the_end(bool reviewer)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        var upload = await app.SubmitAsync();
        var browser = reviewer ? await app.OpenAsAsync("Reviewer") : app.Open();
        var path = reviewer ? $"/review/submissions/{upload.SubmissionId}/events" : $"/c/{upload.Token}/submissions/1/events";
        using var response = await browser.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("stage", "Waiting for a worker."), await NextAsync(events, deadline.Token));

        var claim = await app.ClaimAsync(upload.RunId);
        await app.Core.UseAsync((RunProgress progress) => progress.ReportAsync(claim, RunStage.Testing, deadline.Token));
        (string Event, string Data) next;
        do next = await NextAsync(events, deadline.Token);
        while (next.Data != "Test in the sandbox: in progress.");

        var evidence = Samples.Evidence();
        await app.Core.UseAsync((RunLease lease) => lease.CompleteAsync(claim, evidence, GradeBench.Rubrics.Scorer.Score(evidence, WebApp.Rubric), deadline.Token));
        Assert.Equal(("finished", "Graded. The result is on this page."), await NextAsync(events, deadline.Token));
        Assert.Null(await events.ReadLineAsync(deadline.Token));
    }

    private static async Task<(string Event, string Data)> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (name, data) = ("", "");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0) return (name, data);
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        }

        throw new EndOfStreamException("The stream of events ended early.");
    }
}
