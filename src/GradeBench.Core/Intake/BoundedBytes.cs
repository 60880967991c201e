namespace GradeBench.Core.Intake;

/// <summary>Reads streams whose length nobody vouches for.</summary>
internal static class BoundedBytes
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>The whole content, or null as soon as it proves longer than the limit; never holds more than the limit and one chunk.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (await stream.ReadAsync(chunk, cancellationToken) is var read and > 0)
        {
            if (content.Length + read > limit)
            {
                return null;
            }

            content.Write(chunk, 0, read);
        }

        return content.ToArray();
    }
}
