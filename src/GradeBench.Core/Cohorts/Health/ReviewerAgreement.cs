using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Health;

/// <summary>How well reviewers of the same uploads agree, per criterion. Nobody is named, and nobody's own levels are in it.</summary>
/// <param name="Submissions">Uploads with two finished reviews or more; null below <see cref="Disclosure.FewestShown"/>.</param>
public sealed record AgreementFigures(int? Submissions, IReadOnlyList<CriterionAgreement> Criteria);

/// <param name="Same">Uploads on which all reviewers gave the same.</param>
/// <param name="Alpha">Krippendorff's, for ordered values; null without any variation.</param>
public sealed record CriterionAgreement(string CriterionId, int Submissions, int Same, double? Alpha, AgreementReading Reading);

public enum AgreementReading
{
    /// <summary>Below <see cref="Disclosure.FewestJudged"/> uploads.</summary>
    TooFewToSay,

    /// <summary>Everybody gave the same everywhere, so agreement cannot be told from habit.</summary>
    NoVariation,

    /// <summary>α below 0.667.</summary>
    Low,

    /// <summary>From 0.667 on, good for tentative conclusions.</summary>
    Tentative,

    /// <summary>From 0.80 on.</summary>
    Good,
}

/// <summary>One reviewer's level on one criterion of one upload, whether given or left as the machine had it.</summary>
public readonly record struct GivenLevel(Guid SubmissionId, string CriterionId, double Level);

/// <summary>Computes agreement from who gave which criterion which level; pure.</summary>
public static class ReviewerAgreement
{
    private const double GoodFrom = 0.80;

    private const double TentativeFrom = 0.667;

    public static AgreementFigures Of(IReadOnlyCollection<GivenLevel> given)
    {
        var criteria = given
            .GroupBy(g => g.CriterionId)
            .Select(g => (Criterion: g.Key, Units: g.GroupBy(l => l.SubmissionId).Select(u => u.Select(l => (double?)l.Level).ToArray()).Where(u => u.Length >= 2).ToArray()))
            .ToArray();
        var submissions = criteria.Select(c => c.Units.Length).DefaultIfEmpty(0).Max();

        return submissions < Disclosure.FewestShown
            ? new(null, [])
            : new(submissions, [.. criteria.Where(c => c.Units.Length >= Disclosure.FewestCompared).Select(c => Criterion(c.Criterion, c.Units))]);
    }

    private static CriterionAgreement Criterion(string id, double?[][] units)
    {
        var alpha = KrippendorffAlpha.Of(units, ValueScale.Ordinal);
        var reading = units.Length < Disclosure.FewestJudged ? AgreementReading.TooFewToSay : alpha switch
        {
            null => AgreementReading.NoVariation,
            >= GoodFrom => AgreementReading.Good,
            >= TentativeFrom => AgreementReading.Tentative,
            _ => AgreementReading.Low,
        };

        return new(id, units.Length, units.Count(u => u.Distinct().Count() == 1), alpha, reading);
    }
}
