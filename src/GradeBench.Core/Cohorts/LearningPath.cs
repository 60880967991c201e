namespace GradeBench.Core.Cohorts;

/// <summary>How a candidate learned to program; candidates with the same path form a cohort.</summary>
public enum LearningPath
{
    NotStated,
    Bootcamp,
    SelfTaught,
    CsDegree,
}
