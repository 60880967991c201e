namespace GradeBench.Core.Cohorts;

/// <summary>Whose scores a cohort report is about. A report is about one of them; they are never added up.</summary>
public enum Population
{
    /// <summary>People who submitted here.</summary>
    Submissions,

    /// <summary>The demo's invented population (<see cref="GeneratedPopulation"/>): nobody in it exists.</summary>
    Generated,
}
