using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>Turns the bytes of a source into text, and whatever is wrong with the source into the contract's exception.</summary>
internal static class SourceText
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text in pieces, without a byte order mark. A piece is only valid until the next one is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<char>> ReadAsync(
        CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // It keeps the beginning of a character whose end comes with the next piece.
        var decoder = Utf8.GetDecoder();
        var buffer = Array.Empty<char>();
        var isBeginning = true;

        await using var pieces = source.Content.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(pieces, source.Name))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var needed = Utf8.GetMaxCharCount(pieces.Current.Length);
            if (buffer.Length < needed)
                buffer = new char[needed];

            var length = Decode(decoder, pieces.Current, buffer, isLast: false, source.Name);
            var skipped = isBeginning && length > 0 && buffer[0] == ByteOrderMark ? 1 : 0;
            isBeginning &= length == 0;

            yield return buffer.AsMemory(skipped, length - skipped);
        }

        // A character cut off at the end is no text either.
        Decode(decoder, [], buffer, isLast: true, source.Name);
    }

    private static int Decode(Decoder decoder, byte[] bytes, char[] buffer, bool isLast, string sourceName)
    {
        try
        {
            var length = decoder.GetChars(bytes, buffer, flush: isLast);
            return buffer.AsSpan(0, length).Contains('\0')
                ? throw new CsvSourceException(sourceName, CsvSourceProblem.NotText)
                : length;
        }
        catch (DecoderFallbackException exception)
        {
            throw new CsvSourceException(sourceName, CsvSourceProblem.NotText, innerException: exception);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<byte[]> pieces, string sourceName)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (Exception exception) when (ProblemOf(exception) is { } problem)
        {
            throw new CsvSourceException(sourceName, problem, innerException: exception);
        }
    }

    private static CsvSourceProblem? ProblemOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => CsvSourceProblem.NotFound,
        UnauthorizedAccessException => CsvSourceProblem.AccessDenied,
        IOException => CsvSourceProblem.ReadFailed,
        _ => null,
    };
}
