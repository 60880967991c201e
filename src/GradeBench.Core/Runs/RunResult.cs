using GradeBench.Rubrics;

namespace GradeBench.Core.Runs;

/// <summary>What a run observed and the scorecard derived from it; stored apart from the run because it is large.</summary>
public sealed class RunResult
{
    public required Guid RunId { get; init; }

    /// <summary>The evidence in its stored form (JSON). Never changes.</summary>
    public required string EvidenceJson { get; init; }

    /// <summary>
    /// The <see cref="EvidenceValues"/> of the evidence (JSON), for dry runs: reading all of it took most of their time. Null
    /// for what was stored before there were any, until a worker has filled it in.
    /// </summary>
    public string? ValuesJson { get; init; }

    /// <summary>The scorecard in its stored form (JSON).</summary>
    public required string ScorecardJson { get; init; }

    public static RunResult Of(Guid runId, Evidence evidence, Scorecard scorecard) => new()
    {
        RunId = runId,
        EvidenceJson = StoredForm.Write(evidence),
        ValuesJson = StoredForm.Write(EvidenceValues.Of(evidence)),
        ScorecardJson = StoredForm.Write(scorecard),
    };

    /// <exception cref="StoredFormException">It was stored by a newer version of GradeBench.</exception>
    public Evidence ReadEvidence() => StoredForm.ReadEvidence(EvidenceJson);

    /// <exception cref="StoredFormException">It was stored by a newer version of GradeBench.</exception>
    public Scorecard ReadScorecard() => StoredForm.ReadScorecard(ScorecardJson);
}
