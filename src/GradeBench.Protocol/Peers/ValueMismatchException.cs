namespace GradeBench.Protocol;

/// <summary>A value that arrived does not have the shape of the type the contract declares for it.</summary>
public sealed class ValueMismatchException(Type expected, Exception innerException)
    : Exception($"The value is not a {expected.Name}: {innerException.Message}", innerException);
