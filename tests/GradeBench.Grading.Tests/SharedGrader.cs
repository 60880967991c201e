using GradeBench.Rubrics;

[assembly: AssemblyFixture(typeof(GradeBench.Grading.Tests.SharedGrader))]

namespace GradeBench.Grading.Tests;

/// <summary>One grader with warm hosts for all tests, as in a worker.</summary>
public sealed class SharedGrader : IAsyncLifetime
{
    // What is made to keep a compiler busy does so at any limit, and costs the tests all of it: half of the usual one.
    internal Grader Grader { get; } = new(new GradingOptions { CompileCpu = TimeSpan.FromSeconds(5) });

    public async ValueTask InitializeAsync() => await Grader.PrepareAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Grader.DisposeAsync();

    internal async Task<GradingResult.Graded> GradeAsync(GradingRequest request, IProgress<GradingProgress>? progress = null)
    {
        var result = await Grader.GradeAsync(request, progress, TestContext.Current.CancellationToken);
        return result as GradingResult.Graded ?? throw new InvalidOperationException($"Expected a grade; received {result}.");
    }

    internal async Task<Scorecard> ScoreAsync(GradingRequest request) => (await GradeAsync(request)).Scorecard;
}
