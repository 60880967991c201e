using System.Globalization;

namespace GradeBench.Cli.Output;

/// <summary>What a result needs to be understood and repeated: notes, what was not looked at, versions, conditions.</summary>
internal sealed class ReportFooter(Page page)
{
    private const int LabelColumns = 11;

    public void Write(GradedSubmission graded)
    {
        var (evidence, scorecard) = (graded.Evidence, graded.Scorecard);
        page.Blank();
        if (evidence.Flags.Count > 0)
        {
            Row("Notes", string.Join("; ", evidence.Flags));
        }

        if (graded.Upload.Ignored.Count > 0)
        {
            Row("Ignored", string.Join(", ", graded.Upload.Ignored.Take(12).Select(entry => entry.Path)) + (graded.Upload.Ignored.Count > 12 ? ", …" : ""));
        }

        Row("Rubric", $"{scorecard.Rubric.Id} {scorecard.Rubric.Version} ({scorecard.Rubric.ContentHash[..Math.Min(12, scorecard.Rubric.ContentHash.Length)]}), pack {scorecard.PackVersion}");
        Row("Run with", $"{evidence.Conditions.Runtime}, limits by {evidence.Conditions.Limits}, seed {evidence.Conditions.Seed}");
        Row("SHA-256", graded.Upload.Sha256);
        if (graded.Times is { } times)
        {
            Row("Time", string.Create(CultureInfo.InvariantCulture,
                $"{times.Total.TotalSeconds:0.00} s ({times.Compiling.TotalSeconds:0.00} s compiling, {times.Testing.TotalSeconds:0.00} s testing)"));
        }
    }

    private void Row(string label, string untrusted) =>
        page.Paragraph(LabelColumns + 2, new("  " + label, Styles.Faint), Span.Quoted(untrusted, Styles.Faint, 1000));
}
