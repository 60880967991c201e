using System.Text;

namespace Fetching;

/// <summary>Reads bodies as text, and none that is longer than allowed.</summary>
internal sealed class BodyReader(int mostBytes)
{
    private const int PieceBytes = 16 * 1024;

    /// <exception cref="InvalidDataException">It is too long.</exception>
    /// <exception cref="ArgumentException">Its character set is not known.</exception>
    public async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var charset = content.Headers.ContentType?.CharSet?.Trim('"');
        var encoding = string.IsNullOrEmpty(charset) ? Encoding.UTF8 : Encoding.GetEncoding(charset);

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var piece = new byte[PieceBytes];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            body.Write(piece, 0, read);
            if (body.Length > mostBytes)
                throw new InvalidDataException($"The body is longer than {mostBytes} bytes.");
        }

        // A reader, because it leaves out a byte order mark.
        body.Position = 0;
        using var text = new StreamReader(body, encoding);
        return await text.ReadToEndAsync(cancellationToken);
    }
}
