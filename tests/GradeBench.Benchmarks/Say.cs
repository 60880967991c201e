using System.Globalization;

namespace GradeBench.Benchmarks;

/// <summary>Words around figures.</summary>
internal static class Say
{
    /// <summary>Tells whoever waits what is going on.</summary>
    public static void Progress(FormattableString what) => Console.Error.WriteLine(Text(what));

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static Verdict If(bool met) => met ? Verdict.Met : Verdict.Missed;
}
