namespace GradeBench.Rubrics;

/// <summary>Reads the whole rubric and checks what concerns more than one entry: weights, duplicates, references.</summary>
internal sealed class RubricReader(RubricVocabulary vocabulary)
{
    private readonly CriterionReader _criteria = new(vocabulary);
    private readonly GateReader _gates = new(vocabulary);

    public Rubric Read(RubricNode root, string contentHash)
    {
        var assessment = root.Id("assessment");
        var version = root.Text("version");
        var dimensions = ReadAll(root, "dimensions", ReadDimension);
        var criteria = ReadAll(root, "criteria", _criteria.Read);
        var gates = ReadAll(root, "gates", node => _gates.Read(node, [.. dimensions.Select(d => d.Value.Id)]));
        root.RefuseOtherKeys();

        RefuseDuplicates(dimensions, d => d.Id);
        RefuseDuplicates(criteria, c => c.Id);
        RefuseDuplicates(gates, g => g.Id);
        CheckDimensionWeights(root, dimensions);
        CheckCriteria(dimensions, criteria);
        CheckCompileGate(root, dimensions, gates);

        return new Rubric(
            assessment, version, contentHash,
            [.. dimensions.Select(d => d.Value)], [.. criteria.Select(c => c.Value)], [.. gates.Select(g => g.Value)]);
    }

    private static RubricDimension ReadDimension(RubricNode node)
    {
        var dimension = new RubricDimension(node.Id("id"), node.Text("title"), node.Number("weight", 0, 100));
        if (dimension.Id.Length > 0 && !DimensionIds.All.Contains(dimension.Id))
        {
            node.Problem("id", $"`{dimension.Id}` is not a dimension: use one of {string.Join(", ", DimensionIds.All)}.");
        }

        return dimension;
    }

    private static List<Entry<T>> ReadAll<T>(RubricNode parent, string key, Func<RubricNode, T> read)
    {
        var all = new List<Entry<T>>();
        foreach (var node in parent.Items(key))
        {
            all.Add(new Entry<T>(node, read(node)));
            node.RefuseOtherKeys();
        }

        return all;
    }

    private static void RefuseDuplicates<T>(List<Entry<T>> all, Func<T, string> id)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (node, value) in all)
        {
            if (id(value).Length > 0 && !seen.TryAdd(id(value), node.Line))
            {
                node.Problem("id", $"`{id(value)}` is already used in line {seen[id(value)]}: give this one another id.");
            }
        }
    }

    private static void CheckDimensionWeights(RubricNode root, List<Entry<RubricDimension>> dimensions)
    {
        var sum = dimensions.Sum(d => d.Value.Weight);
        if (dimensions.Count > 0 && sum != 100)
        {
            root.Problem("dimensions", $"the weights sum to {RubricNode.Show(sum)}: change them so that they sum to 100.");
        }
    }

    private static void CheckCriteria(List<Entry<RubricDimension>> dimensions, List<Entry<Criterion>> criteria)
    {
        foreach (var (node, criterion) in criteria)
        {
            if (criterion.Dimension.Length > 0 && dimensions.TrueForAll(d => d.Value.Id != criterion.Dimension))
            {
                node.Problem("dimension", $"`{criterion.Dimension}` is not a dimension of this rubric: use one of {string.Join(", ", dimensions.Select(d => d.Value.Id))}, or add it to `dimensions`.");
            }
        }

        foreach (var (node, dimension) in dimensions.DistinctBy(d => d.Value.Id))
        {
            var sum = criteria.Where(c => c.Value.Dimension == dimension.Id).Sum(c => c.Value.Weight);
            if (sum == 100) continue;

            node.Problem(criteria.Exists(c => c.Value.Dimension == dimension.Id)
                ? $"the weights of the criteria of `{dimension.Id}` sum to {RubricNode.Show(sum)}: change them so that they sum to 100."
                : $"no criterion counts toward `{dimension.Id}`: add one, or remove the dimension.");
        }
    }

    private static void CheckCompileGate(RubricNode root, List<Entry<RubricDimension>> dimensions, List<Entry<Gate>> gates)
    {
        if (gates.Count == 0) return;

        var capped = gates
            .Where(g => g.Value is { When: GateCondition.DoesNotCompile, AtMost: RubricLimits.LowestScore })
            .SelectMany(g => g.Value.Dimensions);
        if (!dimensions.Select(d => d.Value.Id).Except(capped).Any()) return;

        root.Problem("gates", "what does not compile has to score 1 everywhere: add a gate with `when: { compiles: false }`, `atMost: 1` and no `dimensions`.");
    }

    private sealed record Entry<T>(RubricNode Node, T Value);
}
