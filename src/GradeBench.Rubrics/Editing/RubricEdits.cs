using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GradeBench.Rubrics;

/// <summary>
/// Edits a rubric's text in place: only the values that change are rewritten, so that comments, order and layout stay as
/// their author left them.
/// </summary>
public static partial class RubricEdits
{
    /// <summary>Null when the text is not YAML, or not a mapping.</summary>
    public static RubricOutline? Outline(string yaml)
    {
        if (Root(yaml) is not { } root) return null;

        return new RubricOutline(
            Field(root, "version", "version"),
            [.. Items(root, "dimensions").Select((d, i) => new OutlinedDimension(Text(d, "id"), Field(d, "title", $"dimensions[{i}].title"), Field(d, "weight", $"dimensions[{i}].weight")))],
            [.. Items(root, "criteria").Select((c, i) => OutlineCriterion(yaml, c, i))]);
    }

    /// <summary>Writes values in their places. Paths that the text does not have are left out.</summary>
    /// <param name="values">New values by path, for example <c>criteria[2].weight</c>.</param>
    public static string Replace(string yaml, IReadOnlyDictionary<string, string> values)
    {
        // From the end to the beginning, so that places found before stay right.
        foreach (var field in (Outline(yaml)?.Fields ?? []).OrderByDescending(f => f.From))
        {
            if (values.TryGetValue(field.Path, out var value) && value.Trim() != field.Value)
            {
                yaml = string.Concat(yaml.AsSpan(0, field.From), Scalar(value.Trim()), yaml.AsSpan(field.To));
            }
        }

        return yaml;
    }

    /// <summary>Adds a criterion after the last one, with anchors to fill in. Null when the text has no list of criteria to add to.</summary>
    public static string? AddCriterion(string yaml)
    {
        if (Root(yaml) is not { } root || Node(root, "criteria") is not YamlSequenceNode { Children: [.., YamlMappingNode last] } all || IsFlow(all)) return null;

        var taken = all.Children.OfType<YamlMappingNode>().Select(c => Text(c, "id")).ToHashSet(StringComparer.Ordinal);
        var id = Enumerable.Range(1, all.Children.Count + 1).Select(n => $"criterion-{n.ToString(CultureInfo.InvariantCulture)}").First(n => !taken.Contains(n));
        var indent = new string(' ', Math.Max(0, (int)last.Start.Column - 3));
        string[] lines =
        [
            "", $"- id: {id}", "  title: Say what is judged", $"  dimension: {Text(last, "dimension")}", "  weight: 0", "  evidence:", "    - behaviours: [\"*\"]", "  levels:",
            "    - { score: 1, anchor: \"What one sees in a submission on this level.\" }",
            "    - { score: 5, anchor: \"What one sees in a submission on this level.\" }",
            "    - { score: 9, anchor: \"What one sees in a submission on this level.\" }",
        ];
        return Insert(yaml, LineEnd(yaml, End(last)), lines.Select(line => line.Length == 0 ? "" : indent + line));
    }

    /// <summary>Removes a criterion. Null when there is none with that index, or none would be left.</summary>
    public static string? RemoveCriterion(string yaml, int criterion) =>
        Root(yaml) is { } root && Node(root, "criteria") is YamlSequenceNode { Children.Count: > 1 } all && !IsFlow(all) ? RemoveItem(yaml, all, criterion) : null;

    /// <summary>Adds a level above a criterion's last one. Null when there is no such list.</summary>
    public static string? AddLevel(string yaml, int criterion)
    {
        if (Levels(yaml, criterion) is not { Children: [.., YamlMappingNode last] } levels || IsFlow(levels)) return null;

        var score = int.TryParse(Text(last, "score"), CultureInfo.InvariantCulture, out var highest) ? Math.Min(10, highest + 1) : 10;
        var dash = yaml.LastIndexOf('-', (int)last.Start.Index);
        var indent = dash - LineStart(yaml, dash);
        return Insert(yaml, LineEnd(yaml, End(last)), [string.Create(CultureInfo.InvariantCulture, $"{new string(' ', indent)}- {{ score: {score}, anchor: \"What one sees in a submission on this level.\" }}")]);
    }

    /// <summary>Removes a level. Null when there is none with that index, or none would be left.</summary>
    public static string? RemoveLevel(string yaml, int criterion, int level) =>
        Levels(yaml, criterion) is { Children.Count: > 1 } levels && !IsFlow(levels) ? RemoveItem(yaml, levels, level) : null;

    private static OutlinedCriterion OutlineCriterion(string yaml, YamlMappingNode node, int index)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"criteria[{index}]");
        var evidence = Node(node, "evidence") is { } source ? yaml[(int)source.Start.Index..Math.Max((int)source.Start.Index, LineEnd(yaml, End(source)))] : "";
        return new OutlinedCriterion(
            index, Text(node, "id"), Field(node, "title", $"{path}.title"), Field(node, "dimension", $"{path}.dimension"), Field(node, "weight", $"{path}.weight"),
            Field(node, "combine", $"{path}.combine"), evidence,
            [.. Items(node, "levels").Select((l, i) => new OutlinedLevel(i, Field(l, "score", $"{path}.levels[{i}].score"), Field(l, "anchor", $"{path}.levels[{i}].anchor")))]);
    }

    private static YamlMappingNode? Root(string yaml)
    {
        // The loader says what is wrong with a text; here there is simply no form for it.
        if (yaml.Length > RubricLimits.MaxTextLength || RubricLoader.Parse(yaml, new RubricProblems("")) is not { } root) return null;
        return root;
    }

    private static YamlSequenceNode? Levels(string yaml, int criterion) =>
        Root(yaml) is { } root && Items(root, "criteria") is { } all && criterion >= 0 && criterion < all.Count ? Node(all[criterion], "levels") as YamlSequenceNode : null;

    private static List<YamlMappingNode> Items(YamlMappingNode node, string key) =>
        Node(node, key) is YamlSequenceNode sequence ? [.. sequence.Children.OfType<YamlMappingNode>()] : [];

    private static YamlNode? Node(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

    private static string Text(YamlMappingNode node, string key) => (Node(node, key) as YamlScalarNode)?.Value?.Trim() ?? "";

    private static RubricField? Field(YamlMappingNode node, string key, string path) =>
        Node(node, key) is YamlScalarNode { Value: { } value, Style: not (ScalarStyle.Literal or ScalarStyle.Folded) } scalar
            ? new RubricField(path, value.Trim(), (int)scalar.Start.Index, (int)scalar.End.Index)
            : null;

    private static bool IsFlow(YamlSequenceNode node) => node.Style == YamlDotNet.Core.Events.SequenceStyle.Flow;

    /// <summary>After the last value inside; a block's own end is where the next thing begins.</summary>
    private static int End(YamlNode node) => node switch
    {
        YamlMappingNode { Children.Count: > 0 } mapping => mapping.Children.Max(pair => Math.Max(End(pair.Key), End(pair.Value))),
        YamlSequenceNode { Children.Count: > 0 } sequence => sequence.Children.Max(End),
        _ => (int)node.End.Index,
    };

    private static int LineEnd(string yaml, int index) => yaml.IndexOf('\n', Math.Min(index, yaml.Length)) is >= 0 and var end ? end : yaml.Length;

    private static int LineStart(string yaml, int index) => yaml.LastIndexOf('\n', Math.Max(0, index - 1)) + 1;

    private static string Insert(string yaml, int at, IEnumerable<string> lines) =>
        string.Concat(yaml.AsSpan(0, at), string.Concat(lines.Select(line => "\n" + line)), yaml.AsSpan(at));

    private static string? RemoveItem(string yaml, YamlSequenceNode list, int index)
    {
        if (index < 0 || index >= list.Children.Count) return null;

        var item = list.Children[index];
        var from = LineStart(yaml, yaml.LastIndexOf('-', (int)item.Start.Index));
        var to = Math.Min(yaml.Length, LineEnd(yaml, End(item)) + 1);
        while (to < yaml.Length && yaml[to] == '\n') to++;
        return yaml.Remove(from, to - from);
    }

    /// <summary>The value as YAML that reads back as the same text or number. rubric-editor.js writes values alike.</summary>
    private static string Scalar(string value) =>
        PlainNumber().IsMatch(value) || (PlainText().IsMatch(value) && value.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off"))
            ? value
            : $"\"{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ").Replace('\t', ' ')}\"";

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)*$")]
    private static partial Regex PlainNumber();

    // No comma, colon, hash or bracket: safe inside [ ] and { }, too.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9 ./()'_-]*$")]
    private static partial Regex PlainText();
}
