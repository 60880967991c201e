using GradeBench.Cli.Output;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Doctoring;

/// <summary>The doctor's findings for people, each as soon as it is there; what to do stands below what failed.</summary>
internal sealed class DoctorReport(Page page)
{
    private const int Indent = 9;

    /// <summary>Writes all findings and the conclusion; true when nothing forbids running submissions.</summary>
    public async Task<bool> WriteAsync(IAsyncEnumerable<DoctorResult> results)
    {
        var (passed, blocking, advice) = (0, 0, 0);
        DoctorClass? group = null;
        await foreach (var result in results)
        {
            if (group != result.Class)
            {
                group = result.Class;
                page.Blank();
                page.Line(new Span(result.Class == DoctorClass.Required ? "Must hold before a submission is run" : "Good to know", Styles.Strong));
                page.Blank();
            }

            Write(result);
            blocking += result.IsBlocking ? 1 : 0;
            passed += result.Class == DoctorClass.Required && result.Verdict == DoctorVerdict.Passed ? 1 : 0;
            advice += result.Class == DoctorClass.Advice && result.Verdict != DoctorVerdict.Passed ? 1 : 0;
        }

        WriteConclusion(passed, blocking, advice);
        return blocking == 0 && passed > 0;
    }

    private void Write(DoctorResult result)
    {
        var (mark, style) = result.Verdict switch
        {
            DoctorVerdict.Passed => ("✓", Styles.Good),
            DoctorVerdict.Warning => ("!", Styles.Fair),
            DoctorVerdict.Failed => ("✗", Styles.Poor),
            _ => ("-", Styles.Faint),
        };
        page.Paragraph(Indent, new($"  {mark} {result.Id}", style), result.Title);
        page.Paragraph(Indent, "", Span.Quoted(result.Detail, Styles.Faint));
        if (result.Remedy is { } remedy)
        {
            page.Paragraph(Indent, "", new("What to do:", Styles.Strong), Span.Quoted(remedy));
        }
    }

    private void WriteConclusion(int passed, int blocking, int advice)
    {
        page.Blank();
        if (blocking > 0)
        {
            page.Paragraph(0, "", new Span($"{ScorecardReport.Plural(blocking, "required check")} failed, so no submission is run on this machine.", Styles.Poor));
        }
        else
        {
            page.Paragraph(0, "", new Span($"All {ScorecardReport.Plural(passed, "required check")} passed: this machine can run submissions.", Styles.Good),
                advice == 0 ? "" : $"{ScorecardReport.Plural(advice, "point")} marked “!” would make results safer or steadier.");
        }
    }
}
