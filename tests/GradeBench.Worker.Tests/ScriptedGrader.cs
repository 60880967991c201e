using System.Collections.Concurrent;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Worker.Tests;

/// <summary>A grader that does what the test says: grade, fault, throw, or wait to be let go.</summary>
internal sealed class ScriptedGrader : IGrader
{
    private readonly ConcurrentQueue<Func<GradingRequest, CancellationToken, Task<GradingResult>>> _script = [];

    /// <summary>Requests in the order in which they came.</summary>
    public ConcurrentQueue<GradingRequest> Requests { get; } = [];

    public ScriptedGrader Then(Func<GradingRequest, CancellationToken, Task<GradingResult>> step)
    {
        _script.Enqueue(step);

        return this;
    }

    public ScriptedGrader ThenFaults(string reason) => Then((_, _) => Task.FromResult<GradingResult>(new GradingResult.Faulted(reason)));

    /// <summary>Once the script is used up every request is graded 7.5.</summary>
    public async Task<GradingResult> GradeAsync(
        GradingRequest request, IProgress<GradingProgress>? progress, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        progress?.Report(new GradingProgress(GradingStage.Testing, 0, 1, TimeSpan.Zero));

        return _script.TryDequeue(out var step) ? await step(request, cancellationToken) : Graded(request, 7.5m);
    }

    public static GradingResult.Graded Graded(GradingRequest request, decimal score)
    {
        var evidence = new Evidence
        {
            Assessment = request.Pack.Id,
            PackVersion = request.Pack.Version,
            Language = request.Language,
            Compile = new CompileEvidence(true, []),
            Conditions = new RunConditions(request.Seed, "scripted", ".NET"),
        };
        var scorecard = new Scorecard
        {
            Rubric = new RubricReference(request.Rubric.Assessment, request.Rubric.Version, request.Rubric.ContentHash),
            PackVersion = request.Pack.Version,
            EvidenceFormat = Evidence.CurrentFormat,
            Overall = score,
            Dimensions = [.. DimensionIds.All.Select(id => new DimensionScore(id, id, 25, score))],
            Criteria = [],
            Gates = [],
        };

        return new GradingResult.Graded(evidence, scorecard, new GradingTimes(default, default, default, default));
    }
}
