namespace GradeBench.Assessments.Judge;

/// <summary>Cuts what a submission printed to what a reviewer needs.</summary>
internal static class ConsoleText
{
    /// <summary>What was added since there were <paramref name="before"/> characters; a capped console may have stopped growing.</summary>
    public static string Since(string text, int before) => before <= text.Length ? text[before..] : "";

    public static string Tail(string text, int most) => text.Length <= most ? text : $"…{text[^most..]}";
}
