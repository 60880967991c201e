namespace GradeBench.Contracts.CsvPipeline;

/// <summary>Where rows come from: a file, an upload, a download. The bytes arrive in pieces and are read once.</summary>
/// <param name="Name">For messages, for example a file name. It is not opened.</param>
/// <param name="Content">
/// The bytes, in pieces of any size that may end anywhere: within a line, a quoted field, or a character. A file that is
/// not there or cannot be read shows when it is enumerated, by the exceptions of <see cref="File.OpenRead(string)"/>.
/// </param>
public sealed record CsvSource(string Name, IAsyncEnumerable<byte[]> Content);
