using System.Globalization;
using System.Text;
using GradeBench.Analyzers.Packs;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Tests.Docs;

/// <summary>Writes the generated pages of docs/rules from the analyzers and the fact catalogue.</summary>
internal static class RuleDocumentation
{
    public static IEnumerable<DiagnosticDescriptor> Rules { get; } =
    [
        .. SourceAnalyzers.Create(includeGeneratedCode: false).SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    public static string Index()
    {
        var page = new StringBuilder("""
            # Rules

            Written from the analyzers by a test; see the end of this page. Facts and measures are listed in [facts.md](facts.md),
            rules of other packages that graded code is read with in [packs.md](packs.md).

            | id | category | what it reports | in a build |
            | --- | --- | --- | --- |

            """);
        foreach (var rule in Rules)
            page.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Category} | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} |\n");

        return page.Append(CultureInfo.InvariantCulture, $"\n{HowToUpdate}").ToString();
    }

    public static string Facts()
    {
        var page = new StringBuilder("""
            # Facts and measures

            What the detectors conclude about every submission, present or absent, for authors of rubrics. Each fact is
            reported exactly once per run, with the lines that prove it. How they are carried: [GB0001](GB0001.md).


            """);
        foreach (var category in FactCatalogue.All.GroupBy(fact => fact.Category))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {category.Key}\n\n");
            foreach (var fact in category)
            {
                page.Append(CultureInfo.InvariantCulture, $"### {fact.Id}\n\n{fact.Meaning}\n\n| value | when |\n| --- | --- |\n");
                foreach (var value in fact.Values) page.Append(CultureInfo.InvariantCulture, $"| `{value.Value}` | {value.Meaning} |\n");
                page.Append(CultureInfo.InvariantCulture, $"\nExample: {fact.Example}\n\n");
            }
        }

        page.Append(CultureInfo.InvariantCulture, $"## Measures\n\n| measure | unit | what it is |\n| --- | --- | --- |\n");
        page.Append(CultureInfo.InvariantCulture, $"| `{FactCatalogue.TypingAnnotated}` | ratio | The share of declared types that say what they hold, from 0 to 1; absent when nothing is declared. |\n");
        return page.Append(CultureInfo.InvariantCulture, $"\n{HowToUpdate}").ToString();
    }

    public static string Packs()
    {
        var page = new StringBuilder("""
            # Rules of others

            What the compiler host runs of packages that others keep well, chosen rule by rule (ADR 0043); everything else in
            them is off. A remark names its package. Its category is ours with `note.` before it: a note for whoever reads the
            code, which costs no points unless a rubric names the rule. Of several remarks with one cause on one line the first
            is told: ours, then these in the order of the table.

            | rule | package | about | same cause as | chosen for |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var rule in PackRules.All)
        {
            var cause = rule.Cause == rule.Id ? "" : rule.Cause.StartsWith("GB", StringComparison.Ordinal) ? $"[{rule.Cause}]({rule.Cause}.md)" : rule.Cause;
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.Pack.Name} | {rule.About} | {cause} | {rule.Why} |\n");
        }

        page.Append("\n| package | licence |\n| --- | --- |\n");
        foreach (var pack in AnalyzerPack.All) page.Append(CultureInfo.InvariantCulture, $"| {pack.Name} | {pack.Licence} |\n");
        return page.Append(CultureInfo.InvariantCulture, $"\n{HowToUpdate}").ToString();
    }

    private const string HowToUpdate =
        "---\nTo write this page anew: `UPDATE_DOCS=1 dotnet run --project tests/GradeBench.Analyzers.Tests`.\n";
}
