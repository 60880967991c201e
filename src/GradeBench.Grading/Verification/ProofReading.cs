using System.Globalization;

namespace GradeBench.Grading;

/// <summary>Reads a report out of the gradings of a proof.</summary>
internal sealed class ProofReading(
    PackProof proof,
    IReadOnlyList<GradingResult> reference,
    GradingResult starter,
    IReadOnlyList<GradingResult> mutants,
    IReadOnlyList<GradingResult> samples)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _remarks = [];

    public PackReport Report()
    {
        var referenceScore = ReadReference();
        var starterScore = ReadStarter();
        var mutantReports = ReadMutants();
        var sampleReports = ReadSamples();
        var behaviours = ReadBehaviours(mutantReports);
        return new PackReport
        {
            Assessment = proof.Pack.Id,
            PackVersion = proof.Pack.Version,
            RubricVersion = proof.Rubric.Version,
            Repetitions = reference.Count,
            ReferenceScore = referenceScore,
            StarterScore = starterScore,
            Mutants = mutantReports,
            Samples = sampleReports,
            Behaviours = behaviours,
            Problems = _problems,
            Remarks = _remarks,
        };
    }

    private decimal ReadReference()
    {
        var lowest = 10m;
        for (var i = 0; i < reference.Count; i++)
        {
            if (Graded(reference[i], $"Repetition {i + 1} of the reference") is not { } graded) continue;

            lowest = Math.Min(lowest, graded.Scorecard.Dimensions.Min(dimension => dimension.Score));
            foreach (var failed in graded.Evidence.Behaviours.Where(behaviour => !behaviour.Passed))
                _problems.Add($"The reference failed {failed.Id} in repetition {i + 1} (seed {graded.Evidence.Conditions.Seed}): {failed.Detail}");
        }

        if (lowest < 10) _problems.Add($"The reference scored {Score(lowest)} in a dimension; it must score 10 in each.");
        return lowest;
    }

    private decimal ReadStarter()
    {
        if (Graded(starter, "The untouched starter") is not { } graded) return 1m;

        if (!graded.Evidence.Compile.Succeeded) _problems.Add("The untouched starter does not compile.");
        var score = graded.Scorecard.Overall;
        if (score > PackVerifier.MostForStarter) _problems.Add($"The untouched starter scored {Score(score)}; at most {Score(PackVerifier.MostForStarter)} may come of doing nothing.");
        return score;
    }

    private List<MutantReport> ReadMutants()
    {
        var reports = new List<MutantReport>();
        foreach (var (mutant, result) in proof.Mutants.Zip(mutants))
        {
            if (Graded(result, $"Mutant {mutant.Name}") is not { } graded) continue;

            if (!graded.Evidence.Compile.Succeeded)
            {
                _problems.Add($"Mutant {mutant.Name} does not compile.");
                continue;
            }

            var report = new MutantReport(mutant.Name, mutant.Fails, [.. graded.Evidence.Behaviours.Where(b => !b.Passed).Select(b => b.Id)]);
            reports.Add(report);
            if (!report.AsExpected) _problems.Add($"Mutant {mutant.Name} ({mutant.Breaks}) {Difference(report)}{Details(graded, report)}.");
        }

        return reports;
    }

    private static string Difference(MutantReport report)
    {
        var survived = report.Expected.Except(report.Failed).ToList();
        var unrelated = report.Failed.Except(report.Expected).ToList();
        string[] parts =
        [
            .. survived.Count > 0 ? [$"passed {string.Join(", ", survived)}, which it breaks"] : Array.Empty<string>(),
            .. unrelated.Count > 0 ? [$"failed {string.Join(", ", unrelated)}, which it does not break"] : Array.Empty<string>(),
        ];
        return string.Join(" and ", parts);
    }

    // What should not have failed says how it did: it may not do so again for whoever looks.
    private static string Details(GradingResult.Graded graded, MutantReport report)
    {
        var unrelated = graded.Evidence.Behaviours.Where(behaviour => !behaviour.Passed && !report.Expected.Contains(behaviour.Id)).ToList();
        if (unrelated.Count == 0) return "";

        var details = unrelated.Select(behaviour => $"{behaviour.Id}: {behaviour.Verdict}, {behaviour.Detail?.ReplaceLineEndings(" ")}");
        return $" (seed {graded.Evidence.Conditions.Seed}; {string.Join("; ", details)})";
    }

    private List<SampleReport> ReadSamples()
    {
        var reports = new List<SampleReport>();
        foreach (var (sample, results) in proof.Samples.Zip(samples.Chunk(PackVerifier.SampleGradings)))
        {
            if (results.Select(result => Graded(result, $"Sample {sample.Name}")).ToList() is not [{ } first, ..] gradings) continue;

            reports.Add(new SampleReport(sample.Name, first.Scorecard.Overall));
            foreach (var again in gradings.OfType<GradingResult.Graded>())
            {
                var changed = Passed(first).Union(Passed(again)).Except(Passed(first).Intersect(Passed(again))).ToList();
                if (changed.Count > 0)
                    _problems.Add($"Sample {sample.Name} passes {string.Join(", ", changed)} with one seed and not with another (seeds {first.Evidence.Conditions.Seed}, {again.Evidence.Conditions.Seed}).");
            }
        }

        return [.. reports.OrderByDescending(report => report.Overall)];
    }

    private static HashSet<string> Passed(GradingResult.Graded graded) =>
        graded.Evidence.Behaviours.Where(behaviour => behaviour.Passed).Select(behaviour => behaviour.Id).ToHashSet(StringComparer.Ordinal);

    private List<BehaviourReport> ReadBehaviours(List<MutantReport> mutantReports)
    {
        // A sample that does not compile has shown nothing, so it passes nothing.
        var passed = samples.Chunk(PackVerifier.SampleGradings).Select(results => results[0]).OfType<GradingResult.Graded>().Select(Passed).ToList();
        var times = reference.OfType<GradingResult.Graded>().Select(graded => graded.Times.Tests).ToList();
        var reports = new List<BehaviourReport>();
        foreach (var behaviour in proof.Pack.Behaviours)
        {
            var passes = passed.Select(ids => ids.Contains(behaviour.Id)).ToList();
            var others = passed.Select(ids => ids.Count - (ids.Contains(behaviour.Id) ? 1 : 0)).ToList();
            var slowest = times.Select(tests => tests.GetValueOrDefault(behaviour.Id)).DefaultIfEmpty().Max();
            var report = new BehaviourReport(
                behaviour.Id,
                mutantReports.Count(mutant => mutant.Failed.Contains(behaviour.Id)),
                ItemAnalysis.Difficulty(passes),
                ItemAnalysis.Discrimination(passes, others),
                slowest,
                behaviour.Limit);
            reports.Add(report);
            Judge(report, passes);
        }

        return reports;
    }

    private void Judge(BehaviourReport report, List<bool> passes)
    {
        if (report.Headroom < PackVerifier.LeastHeadroom)
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"The test of {report.Id} took the reference {report.Slowest.TotalSeconds:0.0} s of {report.Limit.TotalSeconds:0} s; it needs half of its limit to spare."));
        if (report.Mutants == 0) _remarks.Add($"No mutant fails {report.Id}, so nothing shows that it can notice anything.");
        if (passes.Distinct().Count() == 1) _remarks.Add($"{report.Id} separates nobody: {(passes[0] ? "every" : "no")} sample passes it.");
        else if (report.Discrimination < 0) _remarks.Add($"{report.Id} is passed rather by samples that fail the others.");
    }

    private GradingResult.Graded? Graded(GradingResult result, string what)
    {
        if (result is GradingResult.Faulted faulted) _problems.Add($"{what} was not graded: {faulted.Reason}");
        return result as GradingResult.Graded;
    }

    private static string Score(decimal score) => score.ToString("0.0", CultureInfo.InvariantCulture);
}
