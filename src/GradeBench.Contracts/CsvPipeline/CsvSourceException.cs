namespace GradeBench.Contracts.CsvPipeline;

/// <summary>A source as a whole cannot be used. A single row that is wrong is a <see cref="BadRow"/> instead.</summary>
/// <param name="sourceName">The <see cref="CsvSource.Name"/>.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="column">The column in question; only for problems of columns.</param>
/// <param name="innerException">What the source threw, if it threw something.</param>
public sealed class CsvSourceException(
    string sourceName, CsvSourceProblem problem, string? column = null, Exception? innerException = null)
    : Exception($"{sourceName}: {problem}{(column is null ? "" : $" '{column}'")}.", innerException)
{
    public string SourceName { get; } = sourceName;

    public CsvSourceProblem Problem { get; } = problem;

    public string? Column { get; } = column;
}

/// <summary>Why a source cannot be used.</summary>
public enum CsvSourceProblem
{
    /// <summary>There is no such file or folder.</summary>
    NotFound,

    /// <summary>It is a folder, or may not be read.</summary>
    AccessDenied,

    /// <summary>Reading failed, at the beginning or later on.</summary>
    ReadFailed,

    /// <summary>It holds bytes that are no UTF-8, or the character U+0000: it is no text.</summary>
    NotText,

    /// <summary>It has no header, because it has no line that is not blank.</summary>
    Empty,

    /// <summary>The header lacks a column.</summary>
    MissingColumn,

    /// <summary>The header has one of the columns twice.</summary>
    DuplicateColumn,
}
