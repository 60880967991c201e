namespace GradeBench.Assessments.Judge;

/// <summary>No candidate host can be had, or one broke before it was given the submission: our fault, never the candidate's.</summary>
public sealed class HostUnavailableException : Exception
{
    public HostUnavailableException(string message)
        : base(message)
    {
    }

    public HostUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
