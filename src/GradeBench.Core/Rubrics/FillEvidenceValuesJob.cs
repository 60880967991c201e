using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>
/// Takes the values out of evidence that was stored before they were kept beside it. Asked for whenever a worker starts; where
/// nothing is left it is one look at an empty index.
/// </summary>
public sealed class FillEvidenceValuesJob(GradeBenchDbContext db) : IJobHandler
{
    // Each evidence may have megabytes.
    private const int AtOnce = 20;

    public string JobName => Job.FillEvidenceValuesName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        Guid? last = Guid.Empty;
        while (last is { } after) last = await FillSomeAsync(after, cancellationToken);
    }

    /// <summary>The last run it looked at; null when there was none left.</summary>
    private async Task<Guid?> FillSomeAsync(Guid after, CancellationToken cancellationToken)
    {
        var older = await db.RunResults
            .Where(r => r.ValuesJson == null && r.RunId.CompareTo(after) > 0)
            .OrderBy(r => r.RunId).Take(AtOnce)
            .Select(r => new { r.RunId, r.EvidenceJson })
            .ToListAsync(cancellationToken);
        foreach (var result in older)
        {
            if (Read(result.EvidenceJson) is not { } evidence) continue;

            // Erasing code or output meanwhile changes no value, so it does not matter who comes first.
            var values = StoredForm.Write(EvidenceValues.Of(evidence));
            await db.RunResults.Where(r => r.RunId == result.RunId && r.ValuesJson == null)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.ValuesJson, values), cancellationToken);
        }

        return older.LastOrDefault()?.RunId;
    }

    /// <summary>Null for what another version of GradeBench stored: dry runs go on telling of it.</summary>
    private static Evidence? Read(string json)
    {
        try
        {
            return StoredForm.ReadEvidence(json);
        }
        catch (StoredFormException)
        {
            return null;
        }
    }
}
