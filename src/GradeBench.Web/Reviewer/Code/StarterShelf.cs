using System.Collections.Concurrent;
using GradeBench.Core.Intake;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Code;

/// <summary>The source files of starters, each read once: an archive is known by its hash and never changes.</summary>
internal sealed class StarterShelf
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<SourceFile>> _byHash = new(StringComparer.Ordinal);

    /// <summary>Of the pack the attempt was begun with; empty when the starter is not an archive of sources.</summary>
    public async Task<IReadOnlyList<SourceFile>> OfAsync(Guid submissionId, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var hash = await db.Submissions.Where(s => s.Id == submissionId).Select(s => s.Attempt.PackVersion.StarterSha256).SingleAsync(cancellationToken);
        if (!_byHash.TryGetValue(hash, out var files))
        {
            var bytes = await db.Blobs.Where(b => b.Sha256 == hash).Select(b => b.Bytes).SingleAsync(cancellationToken);
            files = _byHash.GetOrAdd(hash, Read(bytes));
        }

        return files;
    }

    private static IReadOnlyList<SourceFile> Read(byte[] archive)
    {
        try
        {
            return SubmissionIntake.Reopen(archive).Files;
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
