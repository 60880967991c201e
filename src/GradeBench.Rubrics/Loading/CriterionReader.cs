namespace GradeBench.Rubrics;

/// <summary>Reads one criterion: its evidence and its levels.</summary>
internal sealed class CriterionReader(RubricVocabulary vocabulary)
{
    private readonly SourceReader _sources = new(vocabulary);

    public Criterion Read(RubricNode node)
    {
        var id = node.Id("id");
        var title = node.Text("title");
        var dimension = node.Id("dimension");
        var weight = node.Number("weight", 0, 100);
        var combine = ReadCombination(node);

        return new Criterion(id, title, dimension, weight, combine, ReadSources(node, combine), ReadLevels(node));
    }

    private static Combination ReadCombination(RubricNode node)
    {
        if (!node.Has("combine")) return Combination.Average;

        switch (node.Text("combine"))
        {
            case "average":
                return Combination.Average;
            case "lowest":
                return Combination.Lowest;
            case var other:
                if (other.Length > 0) node.Problem("combine", $"`{other}` has to be `average` or `lowest`.");
                return Combination.Average;
        }
    }

    private List<EvidenceSource> ReadSources(RubricNode criterion, Combination combine)
    {
        var nodes = criterion.Items("evidence");
        var sources = new List<EvidenceSource>();
        foreach (var node in nodes)
        {
            var share = ReadShare(node, combine, nodes.Count);
            if (_sources.Read(node) is { } source) sources.Add(source with { Share = share });
            node.RefuseOtherKeys();
        }

        if (combine == Combination.Average && sources.Count == nodes.Count && nodes.Count > 1 && sources.Sum(s => s.Share) is var sum && sum != 100)
        {
            criterion.Problem("evidence", $"the shares sum to {RubricNode.Show(sum)}: change them so that they sum to 100.");
        }

        return sources;
    }

    private static decimal ReadShare(RubricNode node, Combination combine, int count)
    {
        if (combine == Combination.Lowest)
        {
            if (node.Has("share")) node.Problem("share", "has no meaning when the lowest source decides: remove it.");
            return 100;
        }

        // The only source is the whole criterion, so saying so is optional.
        var share = count == 1 ? node.Number("share", 0, 100, 100) : node.Number("share", 0, 100);
        if (count == 1 && share != 100) node.Problem("share", "is the only source of its criterion: remove the share.");
        return share;
    }

    private static List<Level> ReadLevels(RubricNode criterion)
    {
        var levels = new List<Level>();
        foreach (var node in criterion.Items("levels"))
        {
            var level = new Level(node.WholeNumber("score", 1, 10), node.Text("anchor"));
            node.RefuseOtherKeys();
            if (levels.Exists(l => l.Score == level.Score))
            {
                node.Problem("score", $"two levels begin at {level.Score}: a score must lead to one level, so move or remove one.");
            }

            levels.Add(level);
        }

        if (levels.Count == 0) return levels;

        foreach (var (name, from, to) in RubricLimits.RequiredAnchors)
        {
            if (!levels.Exists(l => l.Score >= from && l.Score <= to))
            {
                criterion.Problem("levels", $"has no {name} anchor: say what one sees at {from} or {to}.");
            }
        }

        return [.. levels.OrderBy(l => l.Score)];
    }
}
