using GradeBench.Core.Submissions;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    /// <summary>Uploads something: in a new attempt unless one is given.</summary>
    public async Task<SubmissionReceipt> SubmissionAsync(Guid? attemptId = null, string content = "class C { }")
    {
        var upload = new NewSubmission(
            attemptId ?? (await AttemptAsync()).AttemptId,
            System.Text.Encoding.UTF8.GetBytes(content),
            "runner.zip",
            "csharp",
            [new SubmittedFile("Runner.cs", content.Length)]);
        var outcome = await app.UseAsync((SubmissionService submissions) => submissions.ReceiveAsync(upload, CancellationToken));

        return ((ReceiveOutcome.Received)outcome).Receipt;
    }
}
