namespace GradeBench.Grading.Tests;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData("\uD83D", "\uFFFD")]
    [InlineData("x\uDE00y", "x\uFFFDy")]
    [InlineData("\uD83D\uD83D\uDE00", "\uFFFD\uD83D\uDE00")]
    public void What_a_database_cannot_store_is_replaced_and_nothing_else(string text, string expected) =>
        Assert.Equal(expected, StorableText.Clean(text));

    [Fact]
    public void Long_text_is_cut_and_never_in_the_middle_of_a_character()
    {
        var cut = StorableText.Clean(new string('x', 1998) + "\uD83D\uDE00" + new string('y', 100));

        Assert.Equal(2000, cut.Length);
        Assert.EndsWith("x\uFFFD…", cut, StringComparison.Ordinal);
    }
}
