using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Submissions;

/// <summary>Bounds on what one attempt may upload.</summary>
public sealed class SubmissionOptions
{
    /// <summary>Submissions per attempt, so that one link cannot fill the database. Between 1 and 1,000; the default is 100.</summary>
    [Range(1, 1000)]
    public int MaxPerAttempt { get; set; } = 100;
}
