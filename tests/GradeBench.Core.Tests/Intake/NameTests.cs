using System.Text;
using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

/// <summary>SANDBOX attack catalogue 90 and 95 to 98: names that leave the folder, collide, hide or cannot be stored.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("../evil.cs")]
    [InlineData("a/../../evil.cs")]
    [InlineData("..\\evil.cs")]
    [InlineData("../work-evil/x.cs")]
    public async Task A_name_that_climbs_out_is_refused(string name) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(name)), RefusalReason.Traversal, name);

    [Theory]
    [InlineData("/etc/passwd.cs")]
    [InlineData("\\\\server\\share\\x.cs")]
    [InlineData("//server/share/x.cs")]
    public async Task An_absolute_name_is_refused(string name) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(name)), RefusalReason.AbsolutePath, name);

    [Fact]
    public async Task A_drive_letter_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("C:\\x.cs")), RefusalReason.AbsolutePath, "C:\\x.cs");

    [Theory]
    [InlineData("README.cs", "Readme.cs")]
    [InlineData("Lib/a.cs", "lib/b.cs")]
    [InlineData("a.cs", "a.cs/b.cs")]
    public async Task Names_that_are_one_name_elsewhere_are_refused(string first, string second) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(first).Add(second)), RefusalReason.Collision, "same name");

    [Theory]
    [InlineData("a.cs", "a.cs")]
    [InlineData("a.cs", "./a.cs")]
    [InlineData("caf\u00e9.cs", "cafe\u0301.cs")]
    public async Task The_same_name_twice_is_refused(string first, string second) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(first).Add(second)), RefusalReason.Duplicate, "twice");

    [Fact]
    public async Task A_name_longer_than_the_limit_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(new string('n', 300) + ".cs")), RefusalReason.NameTooLong, "nnn", "303", "200");

    [Fact]
    public async Task A_path_longer_than_the_limit_is_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add(string.Join('/', Enumerable.Repeat(new string('p', 60), 8)) + ".cs")),
            RefusalReason.PathTooLong, "400");

    [Fact]
    public async Task A_path_deeper_than_the_limit_is_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add(string.Concat(Enumerable.Repeat("d/", 3000)) + "x.cs")),
            RefusalReason.TooDeep, "3001", "16");

    [Theory]
    [InlineData("a\u001b[2Jb.cs", "U+001B")]
    [InlineData("a\nb.cs", "U+000A")]
    [InlineData("a\u007fb.cs", "U+007F")]
    [InlineData("a\u009bb.cs", "U+009B")]
    [InlineData("cod\u202esc.exe", "U+202E")]
    [InlineData("a\u2066b.cs", "U+2066")]
    [InlineData("a\u200bb.cs", "U+200B")]
    [InlineData("a\u2028b.cs", "U+2028")]
    public async Task An_invisible_character_in_a_name_is_refused_and_shown_escaped(string name, string character) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(name)), RefusalReason.NameCharacters, character, "\\u" + character[2..]);

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>.cs")]
    [InlineData("a:b.cs")]
    [InlineData("what?.cs")]
    [InlineData("a|b.cs")]
    [InlineData("a\"b.cs")]
    [InlineData("a*.cs")]
    public async Task A_character_that_Windows_reserves_is_refused(string name) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(name)), RefusalReason.NameCharacters, name, "Windows");

    [Theory]
    [InlineData("CON.cs")]
    [InlineData("con")]
    [InlineData("lib/aux.h.cs")]
    [InlineData("COM¹.cs")]
    [InlineData("trailing./x.cs")]
    [InlineData("trailing /x.cs")]
    [InlineData("x.cs ")]
    [InlineData("a//b.cs")]
    [InlineData("a/./b.cs")]
    public async Task A_name_that_Windows_cannot_store_is_refused(string name) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add(name)), RefusalReason.NameReserved, name);

    [Fact]
    public async Task A_name_in_the_old_code_page_is_refused()
    {
        var zip = new HandMadeZip().Add("x", change: entry => entry.Name = [(byte)'b', 0x81, (byte)'.', (byte)'c', (byte)'s']);

        Reading.Refused(await Reading.ZipAsync(zip), RefusalReason.NameNotUtf8, "UTF-8");
    }

    [Fact]
    public async Task A_second_different_name_for_one_entry_is_refused()
    {
        byte[] extra = [0x75, 0x70, 9, 0, 1, 0, 0, 0, 0, .. "y.cs"u8];

        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("x.cs", change: entry => entry.Extra = extra)), RefusalReason.NameNotUtf8, "x.cs");
    }

    [Fact]
    public async Task A_name_with_an_unpaired_surrogate_is_refused() =>
        Reading.Refused(await Reading.LooseAsync(("a\ud800.cs", "class C;"u8.ToArray())), RefusalReason.NameCharacters, "U+FFFD");

    [Fact]
    public async Task Accents_backslashes_and_a_leading_dot_are_read_as_people_mean_them()
    {
        var zip = new HandMadeZip().Add("./one/cafe\u0301.cs").Add("one\\two\\B.cs");

        var accepted = Reading.Accepted(await Reading.ZipAsync(zip));

        Assert.Equal(["caf\u00e9.cs", "two/B.cs"], accepted.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Untrusted_text_shows_escapes_instead_of_obeying_them() =>
        Assert.Equal("\\u001B]52;c;x\\u0007 \\u202E…", UntrustedText.OneLine("\u001b]52;c;x\u0007 \u202eabcdef", 24));

    [Fact]
    public async Task The_name_of_a_refused_file_is_cut_in_the_sentence()
    {
        var refused = Assert.IsType<IntakeResult.Refused>(await Reading.ZipAsync(new HandMadeZip().Add(new string('n', 5000))));

        Assert.True(Encoding.UTF8.GetByteCount(refused.Sentence) < 400, refused.Sentence);
    }
}
