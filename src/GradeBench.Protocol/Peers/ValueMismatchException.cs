namespace GradeBench.Protocol;

/// <summary>A value that arrived does not have the shape of the type the contract declares for it.</summary>
public sealed class ValueMismatchException(Exception innerException)
    : Exception($"The value does not fit the contract: {innerException.Message}", innerException);
