using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace GradeBench.Rubrics;

/// <summary>
/// One mapping of the rubric file, read key by key. A reader notes what is wrong and answers with a harmless default, so
/// that one pass over the file finds every problem.
/// </summary>
internal sealed class RubricNode(RubricProblems problems, YamlMappingNode mapping, string path)
{
    private readonly HashSet<string> _asked = [];

    public string Path => path;

    public int Line => (int)mapping.Start.Line;

    public void Problem(string key, string message) =>
        problems.Add(Find(key) is { } node ? (int)node.Start.Line : Line, Child(key), message);

    public void Problem(string message) => problems.Add(Line, path, message);

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key)
    {
        if (Find(key) is not { } node)
        {
            Problem(key, $"is missing: add `{key}` with a text.");
            return "";
        }

        if (node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value)) return value.Trim();

        Problem(key, "has to be a text that is not empty.");
        return "";
    }

    /// <summary>An id: lower-case letters and digits, with dots and dashes between them.</summary>
    public string Id(string key)
    {
        var text = Text(key);
        if (text.Length > 0 && !IsId(text))
        {
            Problem(key, $"`{text}` is not an id: use lower-case letters, digits, and dots or dashes between them.");
        }

        return text;
    }

    public decimal Number(string key, decimal least, decimal most)
    {
        if (Find(key) is not { } node)
        {
            Problem(key, $"is missing: add `{key}` with a number from {Show(least)} to {Show(most)}.");
            return least;
        }

        if (ParseNumber(node) is { } number && number >= least && number <= most) return number;

        Problem(key, $"`{Show(node)}` has to be a number from {Show(least)} to {Show(most)}.");
        return least;
    }

    public decimal Number(string key, decimal least, decimal most, decimal otherwise) =>
        Has(key) ? Number(key, least, most) : otherwise;

    public int WholeNumber(string key, int least, int most)
    {
        var number = Number(key, least, most);
        if (number == decimal.Truncate(number)) return (int)number;

        Problem(key, $"`{Show(number)}` has to be a whole number from {least} to {most}.");
        return least;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var node in Sequence(key, "texts"))
        {
            if (node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value)) texts.Add(value.Trim());
            else problems.Add((int)node.Start.Line, Child(key), $"`{Show(node)}` has to be a text.");
        }

        foreach (var twice in texts.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Problem(key, $"names `{twice.Key}` {twice.Count()} times: name it once.");
        }

        return texts;
    }

    public IReadOnlyList<RubricNode> Items(string key)
    {
        var items = new List<RubricNode>();
        var index = 0;
        foreach (var node in Sequence(key, "entries"))
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{Child(key)}[{index++}]");
            if (node is YamlMappingNode item) items.Add(new RubricNode(problems, item, itemPath));
            else problems.Add((int)node.Start.Line, itemPath, $"`{Show(node)}` has to be a mapping of keys to values.");
        }

        return items;
    }

    public RubricNode? Mapping(string key)
    {
        if (Find(key) is YamlMappingNode node) return new RubricNode(problems, node, Child(key));

        Problem(key, Has(key) ? "has to be a mapping of keys to values." : $"is missing: add `{key}`.");
        return null;
    }

    /// <summary>All entries as value → score, for tables whose keys are the author's.</summary>
    public IReadOnlyDictionary<string, decimal> Scores()
    {
        var names = mapping.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "").ToList();
        return names.ToDictionary(name => name, name => Number(name, RubricLimits.LowestScore, RubricLimits.HighestScore), StringComparer.Ordinal);
    }

    /// <summary>Reports every key nobody asked for. Called last.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var key in mapping.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (_asked.Contains(name)) continue;

            problems.Add((int)key.Start.Line, Child(name), $"is not a key that is known here: remove it, or use one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
        }
    }

    public static string Show(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private List<YamlNode> Sequence(string key, string of)
    {
        switch (Find(key))
        {
            case YamlSequenceNode { Children.Count: > 0 } sequence:
                return [.. sequence.Children];
            case null:
                Problem(key, $"is missing: add `{key}` with a list of {of}.");
                return [];
            default:
                Problem(key, $"has to be a list of {of} that is not empty.");
                return [];
        }
    }

    private string Child(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static decimal? ParseNumber(YamlNode node) =>
        node is YamlScalarNode { Value: { } value }
        && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Show(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 40 } text } => text[..40] + "…",
        YamlScalarNode { Value: { } text } => text,
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    private static bool IsId(string text) =>
        char.IsAsciiLetterLower(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
