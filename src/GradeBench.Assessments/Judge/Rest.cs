namespace GradeBench.Assessments.Judge;

/// <summary>How a submission came to rest.</summary>
public enum Rest
{
    /// <summary>It has nothing left to do.</summary>
    Idle,

    /// <summary>Some of its threads wait, and nothing moves.</summary>
    Blocked,

    /// <summary>It goes on and on.</summary>
    Spinning,
}
