using GradeBench.Web.Shared.Code;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class HiddenCharactersTests
{
    [Fact]
    public void A_character_that_turns_text_around_is_shown_by_its_number()
    {
        var tokens = HiddenCharacters.Named([new("// admin \u202Eonly\u2066", "c"), new("x\u200By", null)]);

        Assert.Equal(
            [new("// admin ", "c"), new("U+202E", "h"), new("only", "c"), new("U+2066", "h"), new("x", null), new("U+200B", "h"), new("y", null)],
            tokens);
    }

    [Fact]
    public void Code_in_any_script_is_left_as_it_is()
    {
        IReadOnlyList<CodeToken> tokens = [new("\uFEFF\tvar ", "k"), new("\"שלום 例え 🙂\"", "s"), new("\r", null)];

        Assert.Same(tokens, HiddenCharacters.Named(tokens));
    }
}
