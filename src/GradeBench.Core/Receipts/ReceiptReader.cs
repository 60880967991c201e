using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Receipts;

/// <summary>Writes out the receipt of an upload, for its candidate and for whoever wants to check one.</summary>
public sealed class ReceiptReader(GradeBenchDbContext db, ReceiptSigner signer)
{
    /// <summary>The receipt of a submission; null when there is no such submission.</summary>
    public async Task<Receipt?> FindAsync(Guid submissionId, CancellationToken cancellationToken) =>
        await ReadAsync(db.Submissions.Where(s => s.Id == submissionId), cancellationToken);

    /// <summary>
    /// The receipt with that number, however it was typed; null when there is none, or its sender had it erased. What the
    /// retention policy deleted keeps its receipt.
    /// </summary>
    public async Task<Receipt?> FindAsync(string number, CancellationToken cancellationToken) =>
        ReceiptCode.DigitsOf(number) is { } digits
            ? await ReadAsync(db.Submissions.Where(s => s.ReceiptDigits == digits && (s.Attempt.Candidate.ErasedAt == null || s.ReceiptSha256 != null)), cancellationToken)
            : null;

    private async Task<Receipt?> ReadAsync(IQueryable<Submission> submissions, CancellationToken cancellationToken)
    {
        var found = await submissions
            .Select(s => new
            {
                s.Id,
                s.Attempt.AssessmentId,
                Sha256 = s.ReceiptSha256 ?? s.Sha256,
                Bytes = s.ReceiptBytes ?? s.Content.Bytes.Length,
                s.ReceivedAt,
                s.FileName,
                s.Files,
                Pack = s.Attempt.PackVersion.Version,
                Rubric = s.Attempt.RubricVersion.Version,
                RubricHash = s.Attempt.RubricVersion.ContentHash,
                s.Attempt.PackVersion.StarterSha256,
            })
            .FirstOrDefaultAsync(cancellationToken);

        return found is null ? null : await signer.SignAsync(
            new Receipt(
                ReceiptCode.Of(found.Id), found.AssessmentId, found.Sha256, found.Bytes, found.ReceivedAt, found.FileName, found.Files,
                found.Pack, found.Rubric, found.RubricHash, found.StarterSha256, Signature: ""),
            cancellationToken);
    }
}
