using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

public sealed class FreeTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" \n\t ", null)]
    [InlineData("  two\r\nlines  ", "two\nlines")]
    [InlineData("nul\0, bell\a and a reversal\u202E", "nul, bell and a reversal")]
    [InlineData("a much too long text", "a much too")]
    [InlineData("123456789\U0001F600", "123456789")]
    public void What_was_typed_is_kept_without_what_hides_or_cannot_be_stored(string? typed, string? kept) =>
        Assert.Equal(kept, FreeText.Of(typed, 10 + (typed?.Contains("nul", StringComparison.Ordinal) == true ? 90 : 0)));
}
