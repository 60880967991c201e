using System.Text.Json;
using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Tests;

public sealed class JsonReportTests
{
    [Fact]
    public void The_scorecard_in_the_report_is_the_stored_form()
    {
        var graded = StoredResult.Racy();
        using var text = new StringWriter();

        JsonReport.Write(text, graded);

        using var json = JsonDocument.Parse(text.ToString());
        Assert.Equal("graded", json.RootElement.GetProperty("outcome").GetString());
        var stored = StoredForm.ReadScorecard(json.RootElement.GetProperty("scorecard").GetRawText());
        Assert.Equal(StoredForm.Write(graded.Scorecard), StoredForm.Write(stored));
        Assert.Equal(["bin/", "README.md"], json.RootElement.GetProperty("ignored").EnumerateArray().Select(entry => entry.GetProperty("path").GetString()));
    }

    [Fact]
    public void Only_printable_ASCII_is_written()
    {
        using var text = new StringWriter();

        JsonReport.Write(text, StoredResult.Racy("\u001b\u202e\u009bé.cs"));

        Assert.All(text.ToString(), character => Assert.True(character is '\n' or '\r' or (>= ' ' and < '\u007f'), $"U+{(int)character:X4}"));
    }

    [Fact]
    public void A_refusal_carries_its_stable_reason()
    {
        using var text = new StringWriter();

        JsonReport.Write(text, new IntakeResult.Refused(RefusalReason.SourceFileTooLarge, "“A.cs” is too large."));

        using var json = JsonDocument.Parse(text.ToString());
        Assert.Equal(("refused", "sourceFileTooLarge", "“A.cs” is too large."), (
            json.RootElement.GetProperty("outcome").GetString(),
            json.RootElement.GetProperty("reason").GetString(),
            json.RootElement.GetProperty("message").GetString()));
    }
}
