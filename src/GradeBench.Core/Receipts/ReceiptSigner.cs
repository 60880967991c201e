using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Receipts;

/// <summary>
/// Signs receipts with a key that only this installation has, so that a receipt proves that it was given: also to somebody
/// who doubts what the database says today.
/// </summary>
public sealed class ReceiptSigner(GradeBenchDbContext db, TimeProvider clock)
{
    private const int KeyBytes = 32;

    /// <summary>The receipt with its signature.</summary>
    public async Task<Receipt> SignAsync(Receipt receipt, CancellationToken cancellationToken) =>
        receipt with { Signature = Convert.ToHexStringLower(HMACSHA256.HashData(await KeyAsync(cancellationToken), Encoding.UTF8.GetBytes(Text(receipt)))) };

    /// <summary>What is signed: one value a line, in this order. Another order or value is another text.</summary>
    public static string Text(Receipt receipt) => string.Create(CultureInfo.InvariantCulture, $"""
        gradebench-receipt 1
        number {receipt.Number}
        assessment {receipt.Assessment}
        sha256 {receipt.Sha256}
        bytes {receipt.Bytes}
        received {receipt.ReceivedAt.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}
        pack {receipt.PackVersion}
        rubric {receipt.RubricVersion} {receipt.RubricSha256}
        starter {receipt.StarterSha256}

        """).ReplaceLineEndings("\n");

    private async Task<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } known)
        {
            return known;
        }

        // Two processes may need the first key at once: one makes it and both use it.
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO signing_keys (id, key, created_at) VALUES ({SigningKey.OnlyId}, {made}, {now}) ON CONFLICT (id) DO NOTHING", cancellationToken);

        return await FindAsync(cancellationToken) ?? throw new InvalidOperationException("The key for receipts was made and is not there; was it deleted?");
    }

    private Task<byte[]?> FindAsync(CancellationToken cancellationToken) =>
        db.SigningKeys.Where(k => k.Id == SigningKey.OnlyId).Select(k => k.Key).SingleOrDefaultAsync(cancellationToken);
}
