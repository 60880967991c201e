using System.Text.Json;
using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>Mutants that are written out whole: a folder with one file each, and a manifest that says what they break.</summary>
internal static class WholeMutants
{
    /// <summary>The file that lists them.</summary>
    public const string Manifest = "manifest.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <exception cref="InvalidDataException">The manifest lists other mutants than there are files.</exception>
    public static IReadOnlyList<ProofMutant> Read(string folder)
    {
        var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(Path.Combine(folder, Manifest)), Options) ?? [];
        var files = Directory.GetFiles(folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        files.SymmetricExceptWith(entries.Select(entry => entry.Name));
        if (files.Count > 0) throw new InvalidDataException($"{folder} has a mutant without an entry in {Manifest}, or an entry without its mutant: {string.Join(", ", files)}.");

        return [.. entries.Select(entry => Mutant(folder, entry))];
    }

    private static ProofMutant Mutant(string folder, Entry entry)
    {
        var file = $"{entry.Name}.cs";
        var consequences = entry.AlsoFails ?? new Dictionary<string, string>();

        return new ProofMutant(entry.Name, entry.Breaks, [new SourceFile(file, File.ReadAllText(Path.Combine(folder, file)))], [.. entry.Fails, .. consequences.Keys])
        {
            AlsoFails = consequences,
            Note = entry.Note,
        };
    }

    private sealed record Entry(string Name, string Breaks, IReadOnlyList<string> Fails, IReadOnlyDictionary<string, string>? AlsoFails, string? Note);
}
