namespace GradeBench.Analyzers.Packs;

/// <summary>One rule of a pack that the compiler host runs.</summary>
/// <param name="Assembly">The pack's assembly that has the analyzer.</param>
/// <param name="Analyzer">Full name of the analyzer's type. Only types named here are ever made.</param>
/// <param name="About">What it is about, one of our categories.</param>
/// <param name="Cause">
/// The rule of ours that reports the same cause, or the rule's own id. Of several remarks with one cause on one line only
/// the first is told: ours, then the packs' in the order of the table.
/// </param>
/// <param name="Why">Why it was chosen, in a few words.</param>
public sealed record PackRule(string Id, AnalyzerPack Pack, string Assembly, string Analyzer, string About, string Cause, string Why)
{
    /// <summary>What the categories of packs' findings start with, so that no rubric that asks for a category of ours counts them.</summary>
    public const string NotePrefix = "note.";

    /// <summary>The category of its findings: they are notes for a reviewer, which cost nothing unless a rubric names them.</summary>
    public string Category => NotePrefix + About;
}
