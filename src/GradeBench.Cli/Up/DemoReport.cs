using System.Globalization;
using GradeBench.Cli.Output;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Up;

/// <summary>What the demo tells on the terminal: the scores of the samples, and how to look at them.</summary>
internal sealed class DemoReport(Page page)
{
    private const int NameColumns = 24;
    private const int PathColumns = 12;

    public void WriteScores(IReadOnlyList<DemoResult> results)
    {
        foreach (var assessment in results.GroupBy(result => result.Upload.Sample.Assessment))
            WriteScores(assessment.Key, assessment);

        page.Blank();
        page.Paragraph(2, "", new Span("* Generated demo data: the samples come from this repository, and their learning paths were dealt out in turn.", Styles.Faint));
        if (results.Any(result => result.Overall is null))
        {
            page.Paragraph(2, "", new Span("A dash means that grading failed through a fault of ours; the administrator's page says why.", Styles.Poor));
        }
    }

    public void WriteSignIns(DemoAccount reviewer, DemoAccount admin, Uri candidateLink)
    {
        page.Blank();
        page.Line(new Span("Sign-ins, for this demo only and shown only now:", Styles.Strong));
        page.Blank();
        foreach (var account in new[] { reviewer, admin })
        {
            page.Line($"  {account.Role,-12}{account.Email,-26}", new(account.Password, Styles.Strong));
        }

        // On a line of its own, whole, so that a terminal lets one click it.
        page.Line("  Candidate   no sign-in, but a personal link that nobody has used yet:");
        page.Line("              ", new(candidateLink.ToString(), Styles.Strong));
    }

    private void WriteScores(string assessment, IEnumerable<DemoResult> results)
    {
        page.Blank();
        page.Line(new Span($"  {assessment,-NameColumns}{"Path*",-PathColumns}{"overall",8}{"language",9}{"concurr.",9}{"typing",8}{"resil.",8}", Styles.Strong));
        foreach (var result in results.OrderByDescending(result => result.Overall ?? 0))
        {
            page.Line(
                $"  {result.Upload.Sample.Name,-NameColumns}{result.Upload.LearningPath,-PathColumns}",
                Score(result.Overall, 8),
                Score(Dimension(result, DimensionIds.Language), 9),
                Score(Dimension(result, DimensionIds.Concurrency), 9),
                Score(Dimension(result, DimensionIds.Typing), 8),
                Score(Dimension(result, DimensionIds.Resilience), 8));
        }
    }

    private static decimal? Dimension(DemoResult result, string id) => result.Dimensions.TryGetValue(id, out var score) ? score : null;

    private static Span Score(decimal? score, int columns) => score is { } value
        ? new Span(value.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(columns), Styles.Of(value))
        : new Span("–".PadLeft(columns));
}
