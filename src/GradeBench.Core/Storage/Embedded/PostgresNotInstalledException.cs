namespace GradeBench.Core.Storage.Embedded;

/// <summary>No usable PostgreSQL programs were found on this machine. The message says where they were looked for and what to do.</summary>
public sealed class PostgresNotInstalledException(string message) : Exception(message);
