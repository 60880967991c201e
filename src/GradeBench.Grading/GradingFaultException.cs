namespace GradeBench.Grading;

/// <summary>Something of ours broke, so this grading has no result. Becomes <see cref="GradingResult.Faulted"/>.</summary>
internal sealed class GradingFaultException(string reason, Exception? innerException = null) : Exception(reason, innerException);
