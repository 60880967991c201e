using System.Globalization;
using System.Text;

namespace GradeBench.Analyzers.Tests.Corpus;

/// <summary>How often a detector was right about one fact.</summary>
/// <param name="Found">Labelled values it gave.</param>
/// <param name="False">Values it gave that the label does not, or where nothing is.</param>
/// <param name="Missed">Labelled values it did not give.</param>
internal sealed record FactScore(string Fact, int Found, int False, int Missed)
{
    public const double LeastPrecision = 0.95;
    public const double LeastRecall = 0.90;

    public double Precision => Found + False == 0 ? 1 : (double)Found / (Found + False);

    public double Recall => Found + Missed == 0 ? 1 : (double)Found / (Found + Missed);

    public bool IsGood => Precision >= LeastPrecision && Recall >= LeastRecall;

    /// <summary>A table for people.</summary>
    public static string Table(IEnumerable<FactScore> scores)
    {
        var table = new StringBuilder($"{"fact",-30} {"labelled",8} {"found",6} {"false",6} {"missed",7} {"precision",10} {"recall",7}\n");
        foreach (var score in scores)
        {
            table.Append(CultureInfo.InvariantCulture,
                $"{score.Fact,-30} {score.Found + score.Missed,8} {score.Found,6} {score.False,6} {score.Missed,7} {score.Precision,10:0.000} {score.Recall,7:0.000}{(score.IsGood ? "" : "  TOO LOW")}\n");
        }

        return table.ToString();
    }
}
