using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Cohorts;

/// <summary>What items are called: a behaviour by its title in the pack, a fact by its own id, which docs/rules explains.</summary>
internal sealed class ItemTitles(GradeBenchDbContext db)
{
    public async Task<ItemNames> OfAsync(string assessmentId, CancellationToken cancellationToken)
    {
        var behaviours = await db.Assessments
            .Where(a => a.Id == assessmentId)
            .Select(a => a.CurrentPackVersion.Behaviours)
            .SingleAsync(cancellationToken);

        return new(behaviours.ToDictionary(b => b.Id, b => b.Title));
    }
}

/// <param name="Behaviours">Title by id.</param>
public sealed record ItemNames(IReadOnlyDictionary<string, string> Behaviours)
{
    /// <summary>The kind of an item, in a word, and what it is called. One that a later pack no longer has keeps its id.</summary>
    public (string Kind, string Title) Of(string item)
    {
        var (kind, id) = (item[..item.IndexOf(':', StringComparison.Ordinal)], item[(item.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return (kind, kind == "behaviour" ? Behaviours.GetValueOrDefault(id, id) : id);
    }
}
