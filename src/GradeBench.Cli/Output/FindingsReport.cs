namespace GradeBench.Cli.Output;

/// <summary>Where in the code to look: each finding with its line.</summary>
internal sealed class FindingsReport(Page page)
{
    public void Write(GradedSubmission graded)
    {
        var findings = graded.Evidence.Findings;
        page.Blank();
        page.Line(new Span(findings.Count == 0 ? "No findings in the code" : "Findings in the code", Styles.Strong));
        if (findings.Count == 0)
        {
            return;
        }

        page.Blank();
        foreach (var finding in findings.OrderBy(finding => finding.Location.File, StringComparer.Ordinal).ThenBy(finding => finding.Location.StartLine))
        {
            page.Paragraph(4, new("  ●", Styles.Fair), Span.Quoted(ScorecardReport.Location(finding.Location), Styles.Strong),
                new(finding.Rule, Styles.Faint), Span.Quoted(finding.Message));
            ScorecardReport.WriteSource(page, graded, finding.Location);
        }
    }
}
