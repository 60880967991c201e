namespace GradeBench.Rubrics;

/// <summary>Reads one gate and its condition.</summary>
internal sealed class GateReader(RubricVocabulary vocabulary)
{
    private static readonly string[] Kinds = ["compiles", "behaviours", "fact", "findings", "measure"];

    private readonly ReferenceChecks _references = new(vocabulary);

    public Gate Read(RubricNode node, IReadOnlyList<string> dimensions)
    {
        var id = node.Id("id");
        var title = node.Text("title");
        var atMost = node.Number("atMost", RubricLimits.LowestScore, RubricLimits.HighestScore);
        var capped = node.Has("dimensions") ? node.Texts("dimensions") : dimensions;
        foreach (var unknown in capped.Except(dimensions))
        {
            node.Problem("dimensions", $"`{unknown}` is not a dimension of this rubric: use some of {string.Join(", ", dimensions)}.");
        }

        return new Gate(id, title, ReadCondition(node), atMost, capped);
    }

    private GateCondition ReadCondition(RubricNode gate)
    {
        // Never used: the noted problem rejects the rubric.
        GateCondition none = new GateCondition.DoesNotCompile();
        if (gate.Mapping("when") is not { } node) return none;

        GateCondition? condition = Kinds.Where(node.Has).ToArray() switch
        {
            ["compiles"] => ReadCompiles(node),
            ["behaviours"] => new GateCondition.BehavioursPassed(_references.Behaviours(node), node.WholeNumber("passedAtMost", 0, 10_000)),
            ["fact"] => new GateCondition.FactIs(_references.Fact(node), node.Texts("is")),
            ["findings"] => new GateCondition.FindingsReported(_references.Findings(node), node.WholeNumber("atLeast", 1, 10_000)),
            ["measure"] => ReadMeasure(node),
            _ => null,
        };
        if (condition is null) node.Problem($"has to name exactly one of {string.Join(", ", Kinds)}.");

        node.RefuseOtherKeys();
        return condition ?? none;
    }

    private static GateCondition.DoesNotCompile ReadCompiles(RubricNode node)
    {
        if (node.Text("compiles") is not ("false" or ""))
        {
            node.Problem("compiles", "has to be `false`: a gate caps what does not compile.");
        }

        return new GateCondition.DoesNotCompile();
    }

    private GateCondition.MeasureIs ReadMeasure(RubricNode node)
    {
        var measure = _references.Measure(node);
        var (kind, key) = node.Has("atLeast") ? (BoundKind.AtLeast, "atLeast") : (BoundKind.AtMost, "atMost");
        return new GateCondition.MeasureIs(measure, kind, node.Number(key, -1_000_000_000_000m, 1_000_000_000_000m));
    }
}
