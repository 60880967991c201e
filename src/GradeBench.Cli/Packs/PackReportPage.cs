using System.Globalization;
using GradeBench.Cli.Output;
using GradeBench.Grading;

namespace GradeBench.Cli.Packs;

/// <summary>The report of a proof as people read it: figures, the table of behaviours, then what is wrong.</summary>
internal sealed class PackReportPage(Page page)
{
    private const int LabelColumns = 13;

    public void Write(PackReport report)
    {
        page.Line(new Span($"{report.Assessment} ", Styles.Strong), $"{report.PackVersion}, rubric {report.RubricVersion}");
        page.Blank();
        Figures(report);
        page.Blank();
        Behaviours(report);
        List("Remarks", report.Remarks, Styles.Fair);
        List("Problems", report.Problems, Styles.Poor);
        page.Blank();
        page.Line(report.Passed
            ? new Span("Passed: this pack may be published.", Styles.Good)
            : new Span($"Failed: {report.Problems.Count} {(report.Problems.Count == 1 ? "problem" : "problems")}; this pack must not be published.", Styles.Poor));
    }

    private void Figures(PackReport report)
    {
        Row("Reference", $"{Number(report.ReferenceScore)} at least in every dimension, {report.Repetitions} times");
        Row("Starter", Number(report.StarterScore));
        Row("Mutants", $"{report.Mutants.Count(mutant => mutant.AsExpected)} of {report.Mutants.Count} fail exactly what they break");
        Row("Samples", string.Join(", ", report.Samples.Select(sample => $"{sample.Name} {Number(sample.Overall)}")));
        if (report.Behaviours.MinBy(behaviour => behaviour.Headroom) is { } tightest)
            Row("Headroom", $"{tightest.Headroom.ToString("P0", CultureInfo.InvariantCulture)} of the limit left at least, by {tightest.Id}");
    }

    // Names are at most about forty characters long; the numbers line up behind the longest.
    private void Behaviours(PackReport report)
    {
        var width = report.Behaviours.Max(behaviour => behaviour.Id.Length) + 2;
        page.Line(new Span($"{"Behaviour".PadRight(width)}{"mutants",8}{"passed by",11}{"separates",11}{"slowest",10}", Styles.Faint));
        foreach (var behaviour in report.Behaviours)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture,
                $"{behaviour.Id.PadRight(width)}{behaviour.Mutants,8}{behaviour.Difficulty,11:P0}{Separates(behaviour),11}{behaviour.Slowest.TotalSeconds,8:0.00} s"));
        }
    }

    private static string Separates(BehaviourReport behaviour) =>
        behaviour.Discrimination is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "nobody";

    private void List(string title, IReadOnlyList<string> sentences, Spectre.Console.Style style)
    {
        if (sentences.Count == 0) return;

        page.Blank();
        page.Line(new Span(title, style));
        foreach (var sentence in sentences) page.Paragraph(2, "", Span.Quoted(sentence));
    }

    private void Row(string label, string text) => page.Paragraph(LabelColumns, new Span(label, Styles.Faint), text);

    private static string Number(decimal score) => score.ToString("0.0", CultureInfo.InvariantCulture);
}
