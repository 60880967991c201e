using GradeBench.Core.Rubrics;
using GradeBench.Rubrics;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>The pinned submissions under a draft, as it stands at this moment.</summary>
internal sealed class DraftPreview(RubricDryRuns dryRuns, DryRun dryRun)
{
    /// <summary>Null when nothing is pinned.</summary>
    public async Task<IReadOnlyList<DryRunRow>?> OfAsync(Rubric rubric, CancellationToken cancellationToken)
    {
        var settings = await dryRuns.SettingsAsync(rubric.Assessment, cancellationToken);
        if (settings.Pinned.Length == 0)
        {
            return null;
        }

        var report = await dryRun.MeasureAsync(rubric, settings.Bar, settings.Pinned, cancellationToken);
        return [.. settings.Pinned.Select(id => report.Rows.FirstOrDefault(r => r.SubmissionId == id)).OfType<DryRunRow>()];
    }
}
