using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Cohorts;

/// <summary>What items are called: a behaviour by its title in the pack, a criterion by the rubric's, a fact or rule by its own id, which docs/rules explains.</summary>
internal sealed class ItemTitles(GradeBenchDbContext db, RubricShelf rubrics)
{
    public async Task<ItemNames> OfAsync(SampleSource source, CancellationToken cancellationToken)
    {
        var behaviours = await db.Assessments
            .Where(a => a.Id == source.AssessmentId)
            .Select(a => a.CurrentPackVersion.Behaviours)
            .SingleAsync(cancellationToken);
        var rubric = rubrics.Of(await db.RubricVersions.AsNoTracking().SingleAsync(r => r.Id == source.RubricVersionId, cancellationToken));

        return new(behaviours.ToDictionary(b => b.Id, b => b.Title), rubric.Criteria.ToDictionary(c => c.Id, c => c.Title));
    }
}

/// <param name="Behaviours">Title by id.</param>
/// <param name="Criteria">Title by id.</param>
public sealed record ItemNames(IReadOnlyDictionary<string, string> Behaviours, IReadOnlyDictionary<string, string> Criteria)
{
    /// <summary>The kind of an item, in a word, and what it is called. One that a later pack no longer has keeps its id.</summary>
    public (string Kind, string Title) Of(string item)
    {
        var (kind, id) = (item[..item.IndexOf(':', StringComparison.Ordinal)], item[(item.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return (kind, kind switch
        {
            "behaviour" => Behaviours.GetValueOrDefault(id, id),
            "criterion" => Criteria.GetValueOrDefault(id, id),
            _ => id,
        });
    }
}
