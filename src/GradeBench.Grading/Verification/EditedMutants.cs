using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>
/// Mutants that are edits of the reference, one file each, named like the mutant:
/// <code>
/// breaks: reads the whole source before it hands anything out
/// fails: streaming.first-batch streaming.read-ahead
/// also-fails: streaming.early-stop, because nothing is left to be closed
/// === UserPipeline.cs
/// the old text, as it stands exactly once in that file
/// ===&gt;
/// the new text
/// </code>
/// There may be several edits. So a mutant shows at a glance what it changes, and follows the reference when that is edited.
/// </summary>
internal static class EditedMutants
{
    private const string EditMark = "=== ";
    private const string BecomesMark = "===>";

    /// <summary>Their files end with this.</summary>
    public const string Ending = ".mutant";

    /// <exception cref="InvalidDataException">A mutant is written wrongly, or an old text does not stand in the reference exactly once.</exception>
    public static IReadOnlyList<ProofMutant> Read(string folder, IReadOnlyList<SourceFile> reference) =>
        [.. Directory.GetFiles(folder, $"*{Ending}").Order(StringComparer.Ordinal).Select(file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllLines(file), reference))];

    private static ProofMutant Parse(string name, string[] lines, IReadOnlyList<SourceFile> reference)
    {
        var head = lines.TakeWhile(line => !line.StartsWith(EditMark, StringComparison.Ordinal)).ToList();
        var files = reference.ToDictionary(file => file.Path, file => file.Text.ReplaceLineEndings("\n"));

        foreach (var (path, old, replacement) in Edits(name, lines.Skip(head.Count)))
        {
            if (!files.TryGetValue(path, out var text)) throw new InvalidDataException($"Mutant {name} edits {path}, which the reference does not have.");
            var times = text.Split(old).Length - 1;
            if (times != 1) throw new InvalidDataException($"Mutant {name}: an old text stands {times} times in {path}; it has to stand there once:\n{old}");
            files[path] = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var consequences = Values(head, "also-fails").Select(text => text.Split(", because ")).ToDictionary(parts => parts[0], parts => parts[1]);
        var fails = Values(head, "fails").SelectMany(ids => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new ProofMutant(
            name, Values(head, "breaks").Single(), [.. files.Select(file => new SourceFile(file.Key, file.Value))], [.. fails, .. consequences.Keys])
        {
            AlsoFails = consequences,
            Note = Values(head, "note").SingleOrDefault(),
        };
    }

    private static IEnumerable<string> Values(List<string> head, string key) =>
        head.Where(line => line.StartsWith($"{key}: ", StringComparison.Ordinal)).Select(line => line[(key.Length + 2)..]);

    private static IEnumerable<(string Path, string Old, string New)> Edits(string name, IEnumerable<string> lines)
    {
        var rest = new Queue<string>(lines);
        if (rest.Count == 0) throw new InvalidDataException($"Mutant {name} edits nothing.");

        while (rest.TryDequeue(out var mark))
        {
            var old = TakeUntil(rest, line => line == BecomesMark);
            if (!rest.TryDequeue(out _)) throw new InvalidDataException($"Mutant {name}: an edit has no {BecomesMark}.");
            yield return (mark[EditMark.Length..].Trim(), old, TakeUntil(rest, line => line.StartsWith(EditMark, StringComparison.Ordinal)));
        }
    }

    private static string TakeUntil(Queue<string> lines, Predicate<string> isEnd)
    {
        var taken = new List<string>();
        while (lines.TryPeek(out var line) && !isEnd(line))
            taken.Add(lines.Dequeue());

        return string.Concat(taken.Select(line => $"{line}\n"));
    }
}
