using GradeBench.Core.Cohorts;

namespace GradeBench.Web.Shared;

/// <summary>How cohorts are called and coloured, the same on every page.</summary>
public static class CohortNames
{
    public static string Of(LearningPath cohort) => cohort switch
    {
        LearningPath.Bootcamp => "Bootcamp",
        LearningPath.SelfTaught => "Self-taught",
        LearningPath.CsDegree => "CS degree",
        _ => "Not stated",
    };

    /// <summary>The style class; the colour never says what the name beside it does not.</summary>
    public static string Style(LearningPath cohort) => cohort switch
    {
        LearningPath.Bootcamp => "cohort-bootcamp",
        LearningPath.SelfTaught => "cohort-self-taught",
        LearningPath.CsDegree => "cohort-cs-degree",
        _ => "cohort-not-stated",
    };
}
