namespace GradeBench.Core.Jobs;

/// <summary>The job engine's storage did not answer, so the job was not accepted. Runs are found again by the reconciler.</summary>
public sealed class JobEngineUnavailableException(string message, Exception innerException) : Exception(message, innerException);
