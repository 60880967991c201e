using Spectre.Console;

namespace GradeBench.Cli.Output;

/// <summary>
/// Writes lines that fit the terminal: long ones are broken between words and go on under their own beginning. When the
/// output is a file or a pipe, lines are 80 columns and plain.
/// </summary>
internal sealed class Page(IAnsiConsole console)
{
    // Wider than this is hard to read, however wide the terminal is.
    private const int MaxWidth = 100;

    private int Width => Math.Clamp(console.Profile.Width - 1, 40, MaxWidth);

    public void Blank() => console.WriteLine();

    /// <summary>One line as it is; only for what is known to be short.</summary>
    public void Line(params ReadOnlySpan<Span> spans)
    {
        foreach (var span in spans)
        {
            console.Write(span.Text, span.Style ?? Style.Plain);
        }

        console.WriteLine();
    }

    /// <summary>A line for code: cut at the edge instead of wrapped.</summary>
    public void Cut(int indent, Span span)
    {
        var room = Math.Max(10, Width - indent);
        var text = span.Text.Length > room ? span.Text[..(room - 1)] + "…" : span.Text;
        Line(new string(' ', indent), span with { Text = text });
    }

    /// <summary>
    /// A paragraph after a label of <paramref name="indent"/> columns: the label stands on the first line only.
    /// </summary>
    public void Paragraph(int indent, Span label, params ReadOnlySpan<Span> spans)
    {
        console.Write(label.Text.PadRight(indent), label.Style ?? Style.Plain);
        var column = indent;
        var needsSpace = false;
        foreach (var span in spans)
        {
            foreach (var word in span.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var rest = word;
                while (rest.Length > 0)
                {
                    var room = Width - column - (needsSpace ? 1 : 0);
                    if (rest.Length > room && column > indent)
                    {
                        console.WriteLine();
                        console.Write(new string(' ', indent));
                        (column, needsSpace) = (indent, false);
                        continue;
                    }

                    var part = rest.Length > room ? rest[..room] : rest;
                    console.Write((needsSpace ? " " : "") + part, span.Style ?? Style.Plain);
                    column += part.Length + (needsSpace ? 1 : 0);
                    (rest, needsSpace) = (rest[part.Length..], true);
                }
            }
        }

        console.WriteLine();
    }
}
