using DiffPlex;
using GradeBench.Core.Intake;

namespace GradeBench.Web.Reviewer.Code;

/// <summary>What a candidate changed in one file of the starter.</summary>
/// <param name="Added">Numbers of the lines the starter does not have.</param>
/// <param name="Removed">Lines of the starter that are gone, by the number of the line before which they stood.</param>
internal sealed record StarterDiff(IReadOnlySet<int> Added, IReadOnlyDictionary<int, IReadOnlyList<string>> Removed)
{
    /// <summary>Comparing takes time by the product of both lengths; nobody reads a longer file line by line.</summary>
    public const int MaxLines = 5000;

    /// <summary>The starter's file that became this one: of the same path, or else the only one of the same name. Null for none.</summary>
    public static SourceFile? Origin(string path, IReadOnlyList<SourceFile> starter)
    {
        var name = NameOf(path);
        var named = starter.Where(f => string.Equals(NameOf(f.Path), name, StringComparison.Ordinal)).ToList();

        return starter.FirstOrDefault(f => f.Path == path) ?? (named is [var only] ? only : null);
    }

    /// <summary>Null when one of them is too long.</summary>
    public static StarterDiff? Of(string before, string after)
    {
        var (old, now) = (Normal(before), Normal(after));
        if (old.Count(c => c == '\n') > MaxLines || now.Count(c => c == '\n') > MaxLines)
        {
            return null;
        }

        var diff = Differ.Instance.CreateLineDiffs(old, now, ignoreWhitespace: false);
        var removed = diff.DiffBlocks
            .Where(b => b.DeleteCountA > 0)
            .ToDictionary(b => b.InsertStartB + 1, b => (IReadOnlyList<string>)[.. Enumerable.Range(b.DeleteStartA, b.DeleteCountA).Select(i => diff.PiecesOld[i])]);

        return new(diff.DiffBlocks.SelectMany(b => Enumerable.Range(b.InsertStartB + 1, b.InsertCountB)).ToHashSet(), removed);
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n");

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
