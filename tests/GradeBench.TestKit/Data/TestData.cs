namespace GradeBench.TestKit.Data;

/// <summary>Makes records the way the product does: through its services. One kind per file.</summary>
public sealed partial class TestData(CoreApp app)
{
    /// <summary>The assessment that <see cref="PackAsync"/> publishes.</summary>
    public const string AssessmentId = "task-runner";

    private static CancellationToken CancellationToken => Xunit.TestContext.Current.CancellationToken;
}
