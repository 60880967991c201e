using GradeBench.Cli.Up;

namespace GradeBench.Cli.Tests;

public sealed class HtmlFormTests
{
    private const string Page = """
        <form action="/sign-out" method="post"><input type="hidden" name="x" value="1" /></form>
        <form method="post" action="/c/abc/start">
          <input type="hidden" name="__RequestVerificationToken" value="CfDJ8&#x2B;&amp;=" />
          <label><input type="radio" name="path" value="bootcamp" />Coding bootcamp</label>
          <label><input type="radio" name="path" value="self-taught" checked />Self-taught</label>
          <label><input type="checkbox" name="notice" value="yes" />I have read it</label>
          <button type="submit">Start</button>
        </form>
        """;

    [Fact]
    public void The_form_is_found_by_where_it_leads()
    {
        var form = HtmlForm.Find(Page, "/start")!;

        Assert.Equal("/c/abc/start", form.Action);
        Assert.Equal("CfDJ8+&=", form.Hidden["__RequestVerificationToken"]);
        Assert.Equal(["bootcamp", "self-taught"], form.Choices["path"]);
        Assert.Equal("yes", form.Boxes["notice"]);
    }

    [Fact]
    public void A_page_without_the_form_has_none() => Assert.Null(HtmlForm.Find(Page, "/submissions"));
}
