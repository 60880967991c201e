using GradeBench.Core.Assessments;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    public const string PackVersion = "0123456789ab";

    public const string RubricHash = "rubric-hash-1";

    /// <summary>A small pack; say what matters to the test.</summary>
    public static PackToPublish Pack(
        string version = PackVersion, string statement = "Run many tasks on a bounded number of workers.", string rubricHash = RubricHash) =>
        new(AssessmentId,
            "Task runner",
            version,
            statement,
            "a starter archive"u8.ToArray(),
            new PublishedLimits(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 256 << 20),
            [new PublishedBehaviour("order.results", "Returns results in task order")],
            new RubricToPublish("1.0.0", rubricHash, $"# rubric {rubricHash}"));

    /// <summary>Publishes the pack; calling it again changes nothing.</summary>
    public Task<PublishedPack> PackAsync(PackToPublish? pack = null) =>
        app.UseAsync((PackPublisher publisher) => publisher.PublishAsync(pack ?? Pack(), CancellationToken));
}
