using System.Text;
using GradeBench.Core.Intake;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Candidates;

/// <summary>Takes code and output out of uploads and their results, in the caller's transaction. Verdicts and scores stay.</summary>
public sealed class UploadErasure(GradeBenchDbContext db, BlobStore blobs)
{
    /// <summary>Whether one of them waits or is being graded: it would be graded without its code.</summary>
    internal Task<bool> AreGradedAsync(IQueryable<Submission> submissions, CancellationToken cancellationToken) =>
        db.Runs.AnyAsync(r => submissions.Any(s => s.Id == r.SubmissionId) && r.FinishedAt == null, cancellationToken);

    /// <summary>Deletes the bytes, their names and whatever quotes them.</summary>
    internal async Task EraseFilesAsync(IQueryable<Submission> submissions, ErasureCause cause, CancellationToken cancellationToken)
    {
        await RewriteAsync(submissions, e => ErasedResult.WithoutCode(e, cause.Note), s => ErasedResult.WithoutCode(s, cause.Note), cancellationToken);

        // All erased uploads are the same bytes: an archive like any other, so that no page has to know.
        var stub = new SourceFile("Erased.cs", $"// {cause.Note}\n", Sha256: "");
        IReadOnlyList<SubmittedFile> none = [new(stub.Path, Encoding.UTF8.GetByteCount(stub.Text))];
        var empty = await blobs.AddAsync(CanonicalArchive.Write([stub]), cancellationToken);
        var erased = await submissions.Select(s => new { s.Id, s.Sha256, Bytes = (long)s.Content.Bytes.Length, s.ReceiptSha256, s.ReceiptBytes }).ToListAsync(cancellationToken);
        foreach (var upload in erased)
        {
            var (sha256, bytes) = cause.KeepsReceipts ? (upload.ReceiptSha256 ?? upload.Sha256, upload.ReceiptBytes ?? upload.Bytes) : ((string?)null, (long?)null);
            await db.Submissions.Where(s => s.Id == upload.Id).ExecuteUpdateAsync(s => s
                .SetProperty(x => x.Sha256, empty).SetProperty(x => x.FileName, (string?)null).SetProperty(x => x.Files, none)
                .SetProperty(x => x.ReceiptSha256, sha256).SetProperty(x => x.ReceiptBytes, bytes), cancellationToken);
        }

        var hashes = erased.Select(s => s.Sha256).Where(sha => sha != empty).Distinct().ToList();

        // Bytes that somebody else uploaded too, or that are a starter, are not this person's alone.
        await db.Blobs
            .Where(b => hashes.Contains(b.Sha256) && !db.Submissions.Any(s => s.Sha256 == b.Sha256) && !db.PackVersions.Any(p => p.StarterSha256 == b.Sha256))
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes what the compiler and the submission printed, and what hidden tests received.</summary>
    internal async Task EraseOutputAsync(IQueryable<Submission> submissions, CancellationToken cancellationToken)
    {
        await RewriteAsync(submissions, ErasedResult.WithoutOutput, scorecard => scorecard, cancellationToken);
        await db.Runs.Where(r => submissions.Any(s => s.Id == r.SubmissionId)).ExecuteUpdateAsync(r => r.SetProperty(x => x.LastFault, (string?)null), cancellationToken);
    }

    private async Task RewriteAsync(
        IQueryable<Submission> submissions, Func<Evidence, Evidence> evidence, Func<Scorecard, Scorecard> scorecard, CancellationToken cancellationToken)
    {
        var results = await db.RunResults.AsNoTracking()
            .Where(r => db.Runs.Any(run => run.Id == r.RunId && submissions.Any(s => s.Id == run.SubmissionId))).ToListAsync(cancellationToken);
        foreach (var result in results)
        {
            var stripped = RunResult.Of(result.RunId, evidence(result.ReadEvidence()), scorecard(result.ReadScorecard()));
            await db.RunResults.Where(r => r.RunId == result.RunId).ExecuteUpdateAsync(r => r
                .SetProperty(x => x.EvidenceJson, stripped.EvidenceJson).SetProperty(x => x.ValuesJson, stripped.ValuesJson)
                .SetProperty(x => x.ScorecardJson, stripped.ScorecardJson), cancellationToken);
        }
    }
}
