namespace GradeBench.Grading.Tests;

public sealed class StorableTextTests
{
    private const char High = '\uD83D';
    private const char Low = '\uDE00';

    [Fact]
    public void What_can_be_stored_stays_as_it_is()
    {
        Assert.Equal("plain", StorableText.Clean("plain"));
        Assert.Equal("", StorableText.Clean(""));
        Assert.Equal($"{High}{Low}", StorableText.Clean($"{High}{Low}"));
    }

    [Fact]
    public void What_a_database_cannot_store_is_replaced_and_nothing_else()
    {
        Assert.Equal("a\uFFFDb", StorableText.Clean("a\0b"));
        Assert.Equal("\uFFFD", StorableText.Clean($"{High}"));
        Assert.Equal("x\uFFFDy", StorableText.Clean($"x{Low}y"));
        Assert.Equal($"\uFFFD{High}{Low}", StorableText.Clean($"{High}{High}{Low}"));
    }

    [Fact]
    public void Long_text_is_cut_and_never_in_the_middle_of_a_character()
    {
        var cut = StorableText.Clean($"{new string('x', 1998)}{High}{Low}{new string('y', 100)}");

        Assert.Equal(2000, cut.Length);
        Assert.EndsWith("x\uFFFD…", cut, StringComparison.Ordinal);
    }
}
