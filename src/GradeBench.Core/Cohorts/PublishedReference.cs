using GradeBench.Rubrics;

namespace GradeBench.Core.Cohorts;

/// <summary>
/// Scores per learning path from the 2026 hiring-path article, on the same scale of 1 to 10. They were published elsewhere
/// and not measured here: roles, tasks and graders differ, so they are drawn beside our numbers and never computed with.
/// </summary>
public static class PublishedReference
{
    /// <summary>Beside every number of it.</summary>
    public const string Label = "published, not measured here";

    public const string Origin = "2026 hiring-path article: Python 3.13 roles, a 4-hour take-home and a 50-question test";

    /// <summary>Null where the article gives none: other dimensions, and people who stated no path.</summary>
    public static PublishedScore? Of(LearningPath cohort, string dimension) => (cohort, dimension) switch
    {
        (LearningPath.Bootcamp, DimensionIds.Language) => new(7.2, 0.8),
        (LearningPath.SelfTaught, DimensionIds.Language) => new(6.8, 1.1),
        (LearningPath.CsDegree, DimensionIds.Language) => new(8.9, 0.5),
        (LearningPath.Bootcamp, DimensionIds.Concurrency) => new(3.1, 1.2),
        (LearningPath.SelfTaught, DimensionIds.Concurrency) => new(2.4, 1.5),
        (LearningPath.CsDegree, DimensionIds.Concurrency) => new(7.8, 0.9),
        (LearningPath.Bootcamp, DimensionIds.Typing) => new(4.5, 1.3),
        (LearningPath.SelfTaught, DimensionIds.Typing) => new(3.9, 1.7),
        (LearningPath.CsDegree, DimensionIds.Typing) => new(8.2, 0.7),
        _ => null,
    };
}

/// <param name="Spread">What the article prints after ±; it does not say what it is.</param>
public sealed record PublishedScore(double Mean, double Spread);
