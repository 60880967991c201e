using System.Globalization;
using System.Text;
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

            Written from the analyzers by a test; see the end of this page. Facts and measures are listed in [facts.md](facts.md).

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

    private const string HowToUpdate =
        "---\nTo write this page anew: `UPDATE_DOCS=1 dotnet run --project tests/GradeBench.Analyzers.Tests`.\n";
}
