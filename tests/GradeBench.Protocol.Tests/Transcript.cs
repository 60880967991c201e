using System.Text.Json;
using System.Text.RegularExpressions;

namespace GradeBench.Protocol.Tests;

/// <summary>Plays one side of the session in docs/protocol.md: sends that side's lines, and compares what the other side really sends.</summary>
internal sealed partial class Transcript(Stream fromOther, Stream toOther, char side)
{
    private readonly FrameReader _reader = new(fromOther);
    private readonly FrameWriter _writer = new(toOther);
    private readonly Dictionary<string, string> _actualByPage = [];

    /// <summary>The page itself.</summary>
    public static string Page { get; } = File.ReadAllText(FindPage());

    /// <summary>The lines of the session: who sends it, and the message.</summary>
    public static IReadOnlyList<(char Side, string Json)> Lines { get; } =
        [.. Fence("transcript").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (l[0], l[2..]))];

    /// <summary>The content of the page's first block with this tag.</summary>
    public static string Fence(string tag)
    {
        var start = Page.IndexOf($"```{tag}\n", StringComparison.Ordinal) + tag.Length + 4;
        return Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <summary>Plays to the end; <paramref name="adapt"/> may change a line before it is sent.</summary>
    public async Task PlayAsync(Func<string, string> adapt, CancellationToken cancellationToken)
    {
        foreach (var (sender, json) in Lines)
        {
            if (sender == side)
            {
                var line = ValuePattern().Replace(adapt(json), value => _actualByPage.GetValueOrDefault(value.Value, value.Value));
                _writer.Send(Framed(line));
            }
            else
            {
                var frame = await _reader.ReadAsync(cancellationToken);
                Assert.NotNull(frame);
                AssertSame(json, System.Text.Encoding.UTF8.GetString(frame));
            }
        }
    }

    private static ReadOnlyMemory<byte> Framed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FrameWriter.Compose(w =>
        {
            foreach (var member in document.RootElement.EnumerateObject()) member.WriteTo(w);
        });
    }

    // Everything but ids and ports must be the same to the byte; those must stand for each other one to one.
    private void AssertSame(string page, string actual)
    {
        var (pageIds, actualIds) = (ValuePattern().Matches(page), ValuePattern().Matches(actual));
        Assert.Equal(WithoutIds(page), WithoutIds(actual));
        foreach (var (pageId, actualId) in pageIds.Zip(actualIds))
        {
            if (_actualByPage.TryGetValue(pageId.Value, out var known)) Assert.Equal(known, actualId.Value);
            else _actualByPage.Add(pageId.Value, actualId.Value);
        }
    }

    // On a machine that is busy enough a host is not idle in time, and says so.
    private static string WithoutIds(string json) =>
        IdlePattern().Replace(RuntimePattern().Replace(ValuePattern().Replace(json, "id"), "\"runtime\":\"any\""), "idle");

    private static string FindPage()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "protocol.md");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("docs/protocol.md was not found above the test's folder.");
    }

    [GeneratedRegex("(?<=\")[0-9a-f]{16}(?=\")|(?<=\"port\":|127[.]0[.]0[.]1:)[0-9]+")]
    private static partial Regex ValuePattern();

    [GeneratedRegex("(?<=\"(result|quiet)\":)(true|false)")]
    private static partial Regex IdlePattern();

    [GeneratedRegex("\"runtime\":\"[^\"]*\"")]
    private static partial Regex RuntimePattern();
}
