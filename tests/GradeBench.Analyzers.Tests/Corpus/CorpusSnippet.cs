namespace GradeBench.Analyzers.Tests.Corpus;

/// <summary>
/// A piece of code as people write it, with what a good reviewer says about it. Labels were written before any detector
/// was run on the code; where the two disagree, the detector is mended.
/// </summary>
/// <param name="Labels">The value of each fact that the code shows. A fact without a label is absent.</param>
/// <param name="Resolves">False where the code uses a library that is not referenced, as a submission may.</param>
/// <param name="UsesPackages">Whether the packages that an assessment may allow are referenced.</param>
internal sealed record CorpusSnippet(string Title, string Text, IReadOnlyDictionary<string, string> Labels, bool Resolves, bool UsesPackages)
{
    private const string Mark = "//// ";
    private const string Unresolved = "unresolved: ";
    private const string Packages = "packages: ";

    /// <summary>Reads all files of a folder; the prelude is not among the snippets.</summary>
    public static IReadOnlyList<CorpusSnippet> LoadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.snippets").Where(file => Path.GetFileName(file) != Prelude).Order(StringComparer.Ordinal).SelectMany(Load)];

    /// <summary>Declarations every snippet may use.</summary>
    public static string LoadPrelude(string folder) => File.ReadAllText(Path.Combine(folder, Prelude));

    private const string Prelude = "Prelude.snippets";

    private static IEnumerable<CorpusSnippet> Load(string file)
    {
        string? title = null;
        var code = new List<string>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(file))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                code.Add(line);
            }
            else if (line.Contains(" = ", StringComparison.Ordinal))
            {
                foreach (var label in line[Mark.Length..].Split("; ")) labels.Add(label.Split(" = ")[0], label.Split(" = ")[1]);
            }
            else
            {
                if (title is not null) yield return Create(file, title, code, labels);
                (title, code, labels) = (line[Mark.Length..], [], new(StringComparer.Ordinal));
            }
        }

        if (title is not null) yield return Create(file, title, code, labels);
    }

    private static CorpusSnippet Create(string file, string title, List<string> code, Dictionary<string, string> labels)
    {
        // What a retry does well need not be said each time.
        if (labels.TryGetValue("retry.kind", out var kind) && kind != "none")
        {
            foreach (var quality in new[] { "retry.bounded", "retry.selective", "retry.cancellation" }) labels.TryAdd(quality, "yes");
            if (kind != "library") labels.TryAdd("retry.backoff", kind);
        }

        var resolves = !title.StartsWith(Unresolved, StringComparison.Ordinal);
        return new($"{Path.GetFileNameWithoutExtension(file)}: {title}", string.Join('\n', code).Trim() + "\n", labels, resolves, title.StartsWith(Packages, StringComparison.Ordinal));
    }
}
