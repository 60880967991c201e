using GradeBench.Grading;
using GradeBench.Protocol;
using GradeBench.Rubrics;

[assembly: AssemblyFixture(typeof(GradeBench.Assessments.Tests.PackGrader))]

namespace GradeBench.Assessments.Tests;

/// <summary>The grader of the worker, with the packs and rubrics of the repository. Shared by all tests that grade.</summary>
public sealed class PackGrader : IAsyncLifetime
{
    // Submissions that are wrong are mostly waited for, so more of them at a time than there are cores.
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount + 2);

    private readonly Grader _grader = new(new GradingOptions { WarmCandidates = 6 });

    public async ValueTask InitializeAsync() => await _grader.PrepareAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _grader.DisposeAsync();
        _places.Dispose();
    }

    internal Task<GradingResult.Graded> GradeAsync(PackProof proof, IReadOnlyList<SourceFile> files, ulong seed = 1) =>
        GradeAsync(new GradingRequest(proof.Pack, proof.Rubric, "csharp", files, seed));

    internal async Task<IReadOnlyList<BehaviourResult>> TestAsync(PackProof proof, IReadOnlyList<SourceFile> files, ulong seed = 1)
    {
        var evidence = (await GradeAsync(new GradingRequest(proof.Pack, proof.Rubric, "csharp", files, seed) { Analysed = false })).Evidence;

        Assert.True(evidence.Compile.Succeeded, string.Join('\n', evidence.Compile.Diagnostics.Select(d => $"{d.Id}: {d.Message}")));
        return evidence.Behaviours;
    }

    private async Task<GradingResult.Graded> GradeAsync(GradingRequest request)
    {
        await _places.WaitAsync();
        try
        {
            return await _grader.GradeAsync(request, progress: null, CancellationToken.None) switch
            {
                GradingResult.Graded graded => graded,
                GradingResult.Faulted faulted => throw new InvalidOperationException($"Not graded: {faulted.Reason}"),
                _ => throw new InvalidOperationException("A closed set of cases grew."),
            };
        }
        finally
        {
            _places.Release();
        }
    }
}
