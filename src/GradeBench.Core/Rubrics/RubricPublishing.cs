using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>
/// Turns drafts into versions. A version never changes; what was scored before keeps its scores until somebody applies a
/// <see cref="Rescoring"/>.
/// </summary>
public sealed class RubricPublishing(GradeBenchDbContext db, RubricCheck check, RubricDryRuns dryRuns, AuditTrail audit, TimeProvider clock)
{
    public const int ShortestReason = 10;

    /// <summary>Publishes a draft, or, where a dry run shows that somebody would stand on the other side of the bar, asks for a second person.</summary>
    public async Task<PublishOutcome> PublishAsync(Guid draftId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var draft = await LockAsync(draftId, RubricDraftState.Open, cancellationToken);
        if (draft is null)
        {
            return new PublishOutcome.NotOpen();
        }

        if (draft.Reason.Length < ShortestReason)
        {
            return new PublishOutcome.NoReason();
        }

        switch (await check.ReadAsync(draft.AssessmentId, draft.Yaml, cancellationToken))
        {
            case RubricLoading.Rejected rejected:
                return new PublishOutcome.NotValid(rejected.Problems);
            case RubricLoading.Loaded { Rubric: var rubric }:
                if (await dryRuns.StandingAsync(draftId, rubric.ContentHash, cancellationToken) is not { } standing)
                {
                    return new PublishOutcome.NoDryRun();
                }

                draft.ProposedBy = actor;
                PublishOutcome outcome;
                if (standing.Flips)
                {
                    draft.State = RubricDraftState.Proposed;
                    audit.Add(actor, "rubric.proposed", $"draft {draftId}", new { rubric.Version, rubric.ContentHash, standing.Bar, standing.Submissions, standing.Up, standing.Down });
                    outcome = new PublishOutcome.Proposed();
                }
                else
                {
                    outcome = new PublishOutcome.Published(await PublishAsync(draft, rubric, standing, actor, cancellationToken));
                }

                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return outcome;
            default:
                throw new InvalidOperationException("A closed set of cases grew.");
        }
    }

    /// <summary>The second person agrees. Whoever wrote or proposed the draft is not one.</summary>
    public async Task<PublishOutcome> ApproveAsync(Guid draftId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var draft = await LockAsync(draftId, RubricDraftState.Proposed, cancellationToken);
        if (draft is null)
        {
            return new PublishOutcome.NotOpen();
        }

        if (actor == draft.ProposedBy || actor == draft.EditedBy)
        {
            return new PublishOutcome.SamePerson();
        }

        if (await check.ReadAsync(draft.AssessmentId, draft.Yaml, cancellationToken) is not RubricLoading.Loaded { Rubric: var rubric })
        {
            return new PublishOutcome.NotValid([]);
        }

        if (await dryRuns.StandingAsync(draftId, rubric.ContentHash, cancellationToken) is not { } standing)
        {
            return new PublishOutcome.NoDryRun();
        }

        draft.ApprovedBy = actor;
        audit.Add(actor, "rubric.approved", $"draft {draftId}", new { rubric.Version, rubric.ContentHash });
        var version = await PublishAsync(draft, rubric, standing, draft.ProposedBy!, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new PublishOutcome.Published(version);
    }

    /// <summary>A proposed draft can be edited again. False when it does not wait for anybody.</summary>
    public async Task<bool> SendBackAsync(Guid draftId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(draftId, RubricDraftState.Proposed, cancellationToken) is not { } draft)
        {
            return false;
        }

        draft.State = RubricDraftState.Open;
        draft.ProposedBy = null;
        audit.Add(actor, "rubric.sent-back", $"draft {draftId}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private async Task<RubricDraft?> LockAsync(Guid draftId, RubricDraftState state, CancellationToken cancellationToken)
    {
        var draft = await db.RubricDrafts.FromSql($"SELECT * FROM rubric_drafts WHERE id = {draftId} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
        return draft?.State == state ? draft : null;
    }

    private async Task<Guid> PublishAsync(RubricDraft draft, Rubric rubric, DryRunVerdict standing, string actor, CancellationToken cancellationToken)
    {
        // Workers that start publish under the same lock.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"publish " + draft.AssessmentId}, 0))", cancellationToken);
        var now = clock.GetUtcNow();
        var version = new RubricVersion
        {
            Id = Guid.CreateVersion7(now),
            AssessmentId = draft.AssessmentId,
            Version = rubric.Version,
            ContentHash = rubric.ContentHash,
            Yaml = draft.Yaml,
            PublishedAt = now,
            PublishedBy = actor,
        };
        db.RubricVersions.Add(version);
        var assessment = await db.Assessments.SingleAsync(a => a.Id == draft.AssessmentId, cancellationToken);
        assessment.CurrentRubricVersionId = version.Id;
        draft.State = RubricDraftState.Published;
        draft.PublishedId = version.Id;
        if (standing.Submissions > 0)
        {
            db.Rescorings.Add(new Rescoring
            {
                Id = Guid.CreateVersion7(now),
                AssessmentId = draft.AssessmentId,
                RubricVersionId = version.Id,
                State = RescoringState.Offered,
                OfferedAt = now,
            });
        }

        audit.Add(actor, "rubric.published", $"rubric {draft.AssessmentId} {rubric.Version}", new
        {
            rubric.ContentHash,
            draft = draft.Id,
            dryRun = standing.Id,
            standing.Up,
            standing.Down,
            draft.ApprovedBy,
        });
        return version.Id;
    }
}

/// <summary>What came of asking for a draft to be published: exactly one of the nested cases.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome() { }

    /// <summary>It is in force: sittings that start from now on are scored with it.</summary>
    public sealed record Published(Guid VersionId) : PublishOutcome;

    /// <summary>It waits for a second person.</summary>
    public sealed record Proposed : PublishOutcome;

    public sealed record NotValid(IReadOnlyList<RubricProblem> Problems) : PublishOutcome;

    /// <summary>Nobody said why.</summary>
    public sealed record NoReason : PublishOutcome;

    /// <summary>This very text was not tried, or not lately, or under another bar.</summary>
    public sealed record NoDryRun : PublishOutcome;

    /// <summary>Somebody else has to agree.</summary>
    public sealed record SamePerson : PublishOutcome;

    /// <summary>There is no such draft in the state that is asked for.</summary>
    public sealed record NotOpen : PublishOutcome;
}
