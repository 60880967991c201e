using GradeBench.Rubrics;

namespace GradeBench.Benchmarks;

/// <summary>Stored evidence read, scored with another rubric, and the scorecards written, as a rubric's preview does.</summary>
internal static class RescoringRun
{
    public const int Count = 10_000;

    public static TimeSpan Measure(Evidence evidence, Rubric rubric)
    {
        var stored = Enumerable.Range(0, Count).Select(i => StoredForm.Write(Vary(evidence, i))).ToArray();
        var changed = rubric with { Version = $"{rubric.Version}-preview" };
        var written = 0L;
        // The first ones pay for compiling the code, which a running server has behind it.
        foreach (var json in stored.Take(200)) StoredForm.Write(Scorer.Score(StoredForm.ReadEvidence(json), changed));

        var began = TimeProvider.System.GetTimestamp();
        Parallel.ForEach(stored, json => Interlocked.Add(ref written, StoredForm.Write(Scorer.Score(StoredForm.ReadEvidence(json), changed)).Length));
        return TimeProvider.System.GetElapsedTime(began);
    }

    // Submissions differ in what fails; the size of the evidence is the real one.
    private static Evidence Vary(Evidence evidence, int seed)
    {
        var random = new Random(seed);
        return evidence with
        {
            Behaviours = [.. evidence.Behaviours.Select(b => random.Next(4) > 0 ? b : b with { Verdict = BehaviourVerdict.Failed, Detail = "Expected 4; received 3." })],
        };
    }
}
