using System.Globalization;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Output;

/// <summary>The report for people: the scores first, then what decided them, then where to look.</summary>
internal sealed class ScorecardReport(Page page)
{
    private const int TitleColumns = 26;
    private const int MostPerCriterion = 4;

    public void Write(GradedSubmission graded)
    {
        var (evidence, scorecard) = (graded.Evidence, graded.Scorecard);
        page.Blank();
        page.Paragraph(2, "", Span.Quoted(graded.Name, Styles.Strong), new Span($"· {scorecard.Rubric.Id} · {Plural(graded.Upload.Files.Count, "source file")}", Styles.Faint));
        page.Blank();
        WriteScores(scorecard);
        if (evidence.Compile.Succeeded)
        {
            WriteGates(scorecard);
            WriteCriteria(graded);
            WriteBehaviours(evidence);
            new FindingsReport(page).Write(graded);
        }
        else
        {
            WriteCompileErrors(graded);
        }

        new ReportFooter(page).Write(graded);
    }

    private void WriteScores(Scorecard scorecard)
    {
        page.Line("  ", new("Overall".PadRight(TitleColumns), Styles.Strong), Score(scorecard.Overall), " of 10");
        page.Blank();
        foreach (var dimension in scorecard.Dimensions)
        {
            var style = Styles.Of(dimension.Score);
            page.Line("  ", dimension.Title.PadRight(TitleColumns), Score(dimension.Score), "  ", new(ScoreBar.Draw(dimension.Score), style),
                new(string.Create(CultureInfo.InvariantCulture, $"  counts {dimension.Weight:0.##} %"), Styles.Faint));
        }
    }

    private void WriteGates(Scorecard scorecard)
    {
        foreach (var gate in scorecard.Gates)
        {
            page.Blank();
            page.Paragraph(4, new("  !", Styles.Poor), new(gate.Title + ":", Styles.Strong),
                string.Create(CultureInfo.InvariantCulture, $"{Names(scorecard, gate.Dimensions)} cannot be above {gate.AtMost:0.0}."));
        }
    }

    private void WriteCompileErrors(GradedSubmission graded)
    {
        Heading("Does not compile, so every score is 1.0 and no test was run");
        foreach (var error in graded.Evidence.Compile.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10))
        {
            page.Paragraph(4, new("  ✗", Styles.Poor), Span.Quoted(Location(error.Location), Styles.Strong), new(error.Id, Styles.Faint), Span.Quoted(error.Message));
            WriteSource(page, graded, error.Location);
        }

        var errors = graded.Evidence.Compile.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (errors > 10)
        {
            page.Line("    ", new($"and {errors - 10} more; --json lists them", Styles.Faint));
        }
    }

    private void WriteCriteria(GradedSubmission graded)
    {
        page.Blank();
        page.Line(new Span("What decided the scores", Styles.Strong));
        foreach (var dimension in graded.Scorecard.Dimensions)
        {
            page.Blank();
            page.Line("  ", new(dimension.Title, Styles.Strong));
            foreach (var criterion in graded.Scorecard.Criteria.Where(criterion => criterion.Dimension == dimension.Id))
            {
                WriteCriterion(criterion);
            }
        }
    }

    private void WriteCriterion(CriterionScore criterion)
    {
        page.Paragraph(10, Score(criterion.Score) with { Text = "  " + Score(criterion.Score).Text }, criterion.Title,
            new(criterion.Weight == 100 ? "" : string.Create(CultureInfo.InvariantCulture, $"({criterion.Weight:0.##} %)"), Styles.Faint));
        page.Paragraph(10, "", new Span(criterion.Level.Anchor, Styles.Faint));

        // What cost most is what a reader wants to know first.
        var costs = criterion.Evidence.Where(evidence => evidence.Lost > 0).OrderByDescending(evidence => evidence.Lost).ToList();
        foreach (var evidence in costs.Take(MostPerCriterion))
        {
            var lost = string.Create(CultureInfo.InvariantCulture, $"-{evidence.Lost:0.00}");
            page.Paragraph(17, new(new string(' ', 10) + lost, Styles.Poor), Span.Quoted(Reason(evidence)),
                Span.Quoted(evidence.Lines is [var first, ..] ? $"({Location(first)})" : "", Styles.Faint));
        }

        if (costs.Count > MostPerCriterion)
        {
            var rest = costs.Skip(MostPerCriterion).Sum(evidence => evidence.Lost);
            page.Line(new string(' ', 10), new(string.Create(CultureInfo.InvariantCulture, $"-{rest:0.00}  for {costs.Count - MostPerCriterion} more, listed below"), Styles.Faint));
        }
    }

    // A measure's own text is the same for all of them; which one it was, and the bound it met, is what tells.
    private static string Reason(DecidingEvidence evidence) =>
        evidence.Kind == EvidenceKind.Measure ? $"{evidence.Id}: {evidence.Value}." : evidence.Text;

    private void WriteBehaviours(Evidence evidence)
    {
        var failed = evidence.Behaviours.Where(behaviour => !behaviour.Passed).ToList();
        var passed = evidence.Behaviours.Count - failed.Count;
        if (failed.Count == 0)
        {
            page.Blank();
            page.Line(new Span($"All {Plural(passed, "tested behaviour")} work", Styles.Strong));
            return;
        }

        Heading($"Tested behaviours: {passed} of {evidence.Behaviours.Count} work; these do not");
        foreach (var behaviour in failed)
        {
            page.Paragraph(4, new("  ✗", Styles.Poor), behaviour.Title, new(Ending(behaviour.Verdict), Styles.Faint));
            if (behaviour.CandidateSentence is { } sentence)
            {
                page.Paragraph(4, "", Span.Quoted(sentence));
            }

            if (behaviour.Detail is { } detail)
            {
                page.Paragraph(4, "", Span.Quoted(detail.ReplaceLineEndings(" "), Styles.Faint));
            }
        }
    }

    internal static void WriteSource(Page page, GradedSubmission graded, CodeSpan? span)
    {
        if (span is not null && graded.SourceLine(span) is { Length: > 0 } line)
        {
            var number = span.StartLine.ToString(CultureInfo.InvariantCulture);
            page.Cut(6, Span.Quoted($"{number} │ {line.Trim()}", Styles.Faint));
        }
    }

    internal static string Location(CodeSpan? span) =>
        span is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{span.File}:{span.StartLine}");

    internal static string Plural(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private void Heading(string text)
    {
        page.Blank();
        page.Paragraph(0, "", new Span(text, Styles.Strong));
        page.Blank();
    }

    private static Span Score(decimal score) => new(score.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(6), Styles.Of(score));

    private static string Names(Scorecard scorecard, IReadOnlyList<string> dimensions) =>
        dimensions.Count == scorecard.Dimensions.Count
            ? "scores"
            : string.Join(", ", scorecard.Dimensions.Where(dimension => dimensions.Contains(dimension.Id)).Select(dimension => dimension.Title));

    private static string Ending(BehaviourVerdict verdict) => verdict switch
    {
        BehaviourVerdict.Died => "(the program ended)",
        BehaviourVerdict.TimedOut => "(ran out of time)",
        BehaviourVerdict.MemoryLimit => "(ran out of memory)",
        BehaviourVerdict.OutputLimit => "(printed too much)",
        BehaviourVerdict.ProcessLimit => "(started too many threads or processes)",
        BehaviourVerdict.ProtocolViolation => "(tampered with the connection to the judge)",
        _ => "",
    };
}
