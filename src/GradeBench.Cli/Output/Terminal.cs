using System.Text;
using Spectre.Console;

namespace GradeBench.Cli.Output;

/// <summary>The two outputs of the program, each coloured only when it is a terminal and nobody asked for NO_COLOR.</summary>
internal static class Terminal
{
    private static readonly Lazy<Page> LazyOutput = new(() => On(Console.Out, Console.IsOutputRedirected));
    private static readonly Lazy<Page> LazyErrors = new(() => On(Console.Error, Console.IsErrorRedirected));

    public static Page Output => LazyOutput.Value;

    public static Page Errors => LazyErrors.Value;

    /// <summary>A page of 80 columns without colour, whatever the writer is.</summary>
    public static Page Plain(TextWriter writer) => new(AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Out = new Redirected(writer),
    }));

    private static Page On(TextWriter writer, bool isRedirected) => isRedirected
        ? Plain(writer)
        : new Page(AnsiConsole.Create(new AnsiConsoleSettings
        {
            ColorSystem = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        }));

    /// <summary>A file or a pipe: the library would decide about colour by the environment of a terminal that is not there.</summary>
    private sealed class Redirected(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => 81;

        public int Height => 24;

        public void SetEncoding(Encoding encoding) { }
    }
}
