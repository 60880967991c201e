namespace GradeBench.Cli.Output;

/// <summary>Draws a score from 1 to 10 as a bar of 20 columns, two to a point.</summary>
internal static class ScoreBar
{
    private const int Columns = 20;

    public static string Draw(decimal score)
    {
        var filled = (int)Math.Round(Math.Clamp(score, 0, 10) * Columns / 10, MidpointRounding.AwayFromZero);
        return new string('█', filled) + new string('░', Columns - filled);
    }
}
