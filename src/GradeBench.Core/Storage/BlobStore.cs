using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Storage;

/// <summary>Keeps bytes under the hash of their content.</summary>
public sealed class BlobStore(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>Stores the bytes unless they are there already, in the context's transaction. Returns their SHA-256.</summary>
    public async Task<string> AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var sha256 = Sha256Hex.Of(bytes.Span);
        var content = bytes.ToArray();
        var now = clock.GetUtcNow();

        // Updating nothing locks the row: bytes that an erasure finds unused must not go while somebody uploads the same ones.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO blobs (sha256, bytes, stored_at) VALUES ({sha256}, {content}, {now})
            ON CONFLICT (sha256) DO UPDATE SET stored_at = blobs.stored_at
            """, cancellationToken);

        return sha256;
    }

    /// <summary>The bytes with that SHA-256; null when there are none.</summary>
    public Task<byte[]?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        db.Blobs.Where(blob => blob.Sha256 == sha256).Select(blob => blob.Bytes).SingleOrDefaultAsync(cancellationToken);
}
