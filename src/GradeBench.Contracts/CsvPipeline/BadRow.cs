namespace GradeBench.Contracts.CsvPipeline;

/// <summary>A row that was left out.</summary>
/// <param name="Line">
/// The line of the source on which the row begins, counted from 1: the header, blank lines and line ends within quotes count.
/// </param>
/// <param name="Problem">What is wrong with it; the first that applies, in the order in which they are declared.</param>
/// <param name="Column">The column whose value is wrong, any of them if there are several; null for other problems.</param>
public sealed record BadRow(long Line, RowProblem Problem, string? Column);

/// <summary>Why a row is not valid.</summary>
public enum RowProblem
{
    /// <summary>A quote is never closed, or something other than a comma or the line's end follows a closing quote.</summary>
    Quoting,

    /// <summary>It has fewer or more fields than the header.</summary>
    FieldCount,

    /// <summary>A value is not what its column holds.</summary>
    Value,
}
