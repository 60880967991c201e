namespace GradeBench.Rubrics;

/// <summary>Reads one evidence source of a criterion.</summary>
internal sealed class SourceReader(RubricVocabulary vocabulary)
{
    private const decimal Lowest = RubricLimits.LowestScore;
    private const decimal Highest = RubricLimits.HighestScore;
    private static readonly string[] Kinds = ["behaviours", "fact", "findings", "measure"];

    private readonly ReferenceChecks _references = new(vocabulary);

    /// <summary>Null when the node names no kind of evidence, or several; the problem is noted.</summary>
    public EvidenceSource? Read(RubricNode node)
    {
        switch (Kinds.Where(node.Has).ToArray())
        {
            case ["behaviours"]:
                return new EvidenceSource.Behaviours(_references.Behaviours(node));
            case ["fact"]:
                return ReadFact(node);
            case ["findings"]:
                return ReadFindings(node);
            case ["measure"]:
                return ReadMeasure(node);
            case []:
                node.Problem($"names no evidence: add one of {string.Join(", ", Kinds)}.");
                return null;
            case var several:
                node.Problem($"names {string.Join(" and ", several)}: make an entry of its own for each.");
                return null;
        }
    }

    private EvidenceSource.FactValue ReadFact(RubricNode node)
    {
        var fact = _references.Fact(node);
        var table = node.Mapping("values");
        var scores = table?.Scores() ?? new Dictionary<string, decimal>();
        if (table is not null && scores.Count == 0) node.Problem("values", "has to give at least one value of the fact a score.");

        return new EvidenceSource.FactValue(fact, scores, node.Number("otherwise", Lowest, Highest));
    }

    private EvidenceSource ReadFindings(RubricNode node)
    {
        var patterns = _references.Findings(node);
        if (node.Has("counts"))
        {
            var steps = ReadSteps(node, "counts", BoundKind.AtLeast, whole: true);
            CheckOrder(node, "counts", steps, ascending: true);
            return new EvidenceSource.FindingCount(patterns, steps);
        }

        if (!node.Has("deduct")) node.Problem("says nothing about the findings: add `deduct` (points each finding costs) or `counts`.");

        var each = node.Number("deduct", 0.1m, 9, 1);
        return new EvidenceSource.FindingDeduction(patterns, each, node.Number("deductAtMost", each, 9, 9));
    }

    private EvidenceSource.MeasureThreshold ReadMeasure(RubricNode node)
    {
        var measure = _references.Measure(node);
        var otherwise = node.Number("otherwise", Lowest, Highest);
        var kinds = node.Items("thresholds");
        var kind = kinds.Count > 0 && kinds[0].Has("atLeast") ? BoundKind.AtLeast : BoundKind.AtMost;
        var steps = ReadSteps(node, "thresholds", kind, whole: false);
        CheckOrder(node, "thresholds", steps, ascending: kind == BoundKind.AtMost);

        return new EvidenceSource.MeasureThreshold(measure, kind, steps, otherwise);
    }

    private static List<Threshold> ReadSteps(RubricNode parent, string key, BoundKind kind, bool whole)
    {
        var bound = kind == BoundKind.AtLeast ? "atLeast" : "atMost";
        var steps = new List<Threshold>();
        foreach (var node in parent.Items(key))
        {
            steps.Add(new Threshold(
                whole ? node.WholeNumber(bound, 1, 100_000) : node.Number(bound, -1_000_000_000_000m, 1_000_000_000_000m),
                node.Number("score", Lowest, Highest)));
            node.RefuseOtherKeys();
        }

        return steps;
    }

    // The first threshold that holds decides, so one that lies outside the order of the others could never be reached.
    private static void CheckOrder(RubricNode node, string key, List<Threshold> steps, bool ascending)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            var (before, after) = (steps[i - 1], steps[i]);
            if (ascending ? after.Bound <= before.Bound : after.Bound >= before.Bound)
            {
                node.Problem(key, $"{RubricNode.Show(before.Bound)} and {RubricNode.Show(after.Bound)} overlap: list the bounds in {(ascending ? "ascending" : "descending")} order, each once.");
            }

            if (after.Score > before.Score)
            {
                node.Problem(key, $"the score rises from {RubricNode.Show(before.Score)} to {RubricNode.Show(after.Score)}: a worse result must not score more.");
            }
        }
    }
}
