using GradeBench.Core.Export;

namespace GradeBench.Core.Tests.Export;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1+2", "\"'-1+2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    public void Nothing_a_candidate_wrote_becomes_a_formula(string text, string cell) => Assert.Equal(cell, CsvCell.Text(text).ToString());

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("7.5", "7.5")]
    [InlineData("Doe, Jane", "\"Doe, Jane\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    public void Other_text_is_written_as_the_standard_says(string? text, string cell) => Assert.Equal(cell, CsvCell.Text(text).ToString());

    [Fact]
    public void A_line_has_commas_and_ends_as_the_standard_says() => Assert.Equal("a,,\"b,c\"\r\n", CsvText.Line("a", null, "b,c"));

    [Fact]
    public void A_number_stays_one_also_below_zero_and_whatever_the_culture() =>
        Assert.Equal("-0.250000,-3,-1.5,\r\n", CsvText.Line(CsvCell.Number(-0.25), CsvCell.Number(-3), CsvCell.Number(-1.5m), CsvCell.Number((int?)null)));
}
