using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Enterprise.Csv;

/// <summary>Decodes a source and translates its failures into those of the domain.</summary>
internal sealed class SourceDecoder(CsvSource source)
{
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private bool _isFirst = true;

    public async IAsyncEnumerable<string> DecodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enumerator = source.Content.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            var hasMore = true;
            while (hasMore)
            {
                hasMore = await AdvanceAsync(enumerator).ConfigureAwait(false);
                yield return Decode(hasMore ? enumerator.Current : [], flush: !hasMore);
            }
        }
    }

    private async Task<bool> AdvanceAsync(IAsyncEnumerator<byte[]> enumerator)
    {
        try
        {
            return await enumerator.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsvSourceException(source.Name, Classify(exception), innerException: exception);
        }
    }

    private string Decode(byte[] bytes, bool flush)
    {
        string text;
        try
        {
            var characters = new char[_decoder.GetCharCount(bytes, flush)];
            _decoder.GetChars(bytes, characters, flush);
            text = new string(characters);
        }
        catch (DecoderFallbackException exception)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.NotText, innerException: exception);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.NotText);
        }

        if (_isFirst && text.Length > 0)
        {
            _isFirst = false;
            return text[0] == '\uFEFF' ? text[1..] : text;
        }

        return text;
    }

    private static CsvSourceProblem Classify(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => CsvSourceProblem.NotFound,
        UnauthorizedAccessException => CsvSourceProblem.AccessDenied,
        _ => CsvSourceProblem.ReadFailed,
    };
}
