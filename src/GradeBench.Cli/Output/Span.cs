using Spectre.Console;

namespace GradeBench.Cli.Output;

/// <summary>A piece of text in one style. Made from untrusted text only through <see cref="Quoted"/>.</summary>
internal readonly record struct Span(string Text, Style? Style = null)
{
    public static implicit operator Span(string text) => new(text);

    /// <summary>Text a candidate may have written, made safe for a terminal.</summary>
    public static Span Quoted(string untrusted, Style? style = null, int maxLength = 400) =>
        new(Core.Intake.UntrustedText.OneLine(untrusted.Replace("\t", "    ", StringComparison.Ordinal), maxLength), style);
}

/// <summary>The few styles of the program. Without a terminal none of them shows.</summary>
internal static class Styles
{
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Faint = new(Color.Grey);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Fair = new(Color.Yellow);
    public static readonly Style Poor = new(Color.Red);

    /// <summary>Scores from 8 are good, from 5 fair.</summary>
    public static Style Of(decimal score) => score >= 8 ? Good : score >= 5 ? Fair : Poor;
}
