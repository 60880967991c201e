using GradeBench.Web.Reviewer.Export;

namespace GradeBench.Web.Tests.Reviewer;

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
    public void Nothing_a_candidate_wrote_becomes_a_formula(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("7.5", "7.5")]
    [InlineData("Doe, Jane", "\"Doe, Jane\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    public void Other_text_is_written_as_the_standard_says(string? text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Fact]
    public void A_line_has_commas_and_ends_as_the_standard_says() => Assert.Equal("a,,\"b,c\"\r\n", CsvText.Line(["a", null, "b,c"]));
}
