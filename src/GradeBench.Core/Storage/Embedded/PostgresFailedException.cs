namespace GradeBench.Core.Storage.Embedded;

/// <summary>A PostgreSQL program failed. The message holds the end of what it wrote.</summary>
public sealed class PostgresFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
