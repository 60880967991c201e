using GradeBench.Core.Adjustments;
using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Audit;
using GradeBench.Core.Candidates;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Consents;
using GradeBench.Core.Decisions;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Practice;
using GradeBench.Core.Receipts;
using GradeBench.Core.Retention;
using GradeBench.Core.Reviews;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Runs;
using GradeBench.Core.Submissions;
using GradeBench.Core.Tokens;
using GradeBench.Core.Users;
using GradeBench.Core.Webhooks;
using GradeBench.Core.Workers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Storage;

/// <summary>
/// Everything GradeBench stores. Learning paths, the scores that carry a cohort and requests for adjustments have no public
/// property here: pages reach them only through <see cref="CohortReports"/>, <see cref="LearningPathDeclaration"/> and
/// <see cref="AdjustmentService"/>.
/// </summary>
public sealed class GradeBenchDbContext(DbContextOptions<GradeBenchDbContext> options)
    : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Assessment> Assessments => Set<Assessment>();

    public DbSet<PackVersion> PackVersions => Set<PackVersion>();

    public DbSet<RubricVersion> RubricVersions => Set<RubricVersion>();

    public DbSet<RubricDraft> RubricDrafts => Set<RubricDraft>();

    public DbSet<RubricSettings> RubricSettings => Set<RubricSettings>();

    public DbSet<RubricDryRun> RubricDryRuns => Set<RubricDryRun>();

    public DbSet<Rescoring> Rescorings => Set<Rescoring>();

    public DbSet<Candidate> Candidates => Set<Candidate>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    public DbSet<Submission> Submissions => Set<Submission>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<RunResult> RunResults => Set<RunResult>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<DecisionProposal> DecisionProposals => Set<DecisionProposal>();

    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<ReviewLevel> ReviewLevels => Set<ReviewLevel>();

    public DbSet<ReviewNote> ReviewNotes => Set<ReviewNote>();

    public DbSet<SettledLevel> SettledLevels => Set<SettledLevel>();

    public DbSet<IdentityReveal> IdentityReveals => Set<IdentityReveal>();

    /// <summary>Written by the database alone.</summary>
    public DbSet<QueueEntry> QueueEntries => Set<QueueEntry>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<PracticeRun> PracticeRuns => Set<PracticeRun>();

    public DbSet<FeedbackRelease> FeedbackReleases => Set<FeedbackRelease>();

    public DbSet<RecheckRequest> RecheckRequests => Set<RecheckRequest>();

    public DbSet<HireOutcome> HireOutcomes => Set<HireOutcome>();

    public DbSet<StoredBlob> Blobs => Set<StoredBlob>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<WorkerSighting> WorkerSightings => Set<WorkerSighting>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();

    internal DbSet<RetentionPolicy> RetentionPolicies => Set<RetentionPolicy>();

    internal DbSet<AdjustmentRequest> AdjustmentRequests => Set<AdjustmentRequest>();

    internal DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    internal DbSet<OutboxEvent> OutboxEvents => Set<OutboxEvent>();

    internal DbSet<DeclaredPath> DeclaredPaths => Set<DeclaredPath>();

    internal DbSet<ScoreRow> ScoreRows => Set<ScoreRow>();

    internal DbSet<ReleasedScore> ReleasedScores => Set<ReleasedScore>();

    internal DbSet<DecisionRow> DecisionRows => Set<DecisionRow>();

    internal DbSet<ReleasedDecision> ReleasedDecisions => Set<ReleasedDecision>();

    internal DbSet<CountedPerson> CountedPeople => Set<CountedPerson>();

    internal DbSet<WaitingItem> WaitingItems => Set<WaitingItem>();

    internal DbSet<ReleasedItem> ReleasedItems => Set<ReleasedItem>();

    internal DbSet<StatedEffort> StatedEfforts => Set<StatedEffort>();

    internal DbSet<StratumCount> StratumCounts => Set<StratumCount>();

    internal DbSet<StrataStep> StrataSteps => Set<StrataStep>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(GradeBenchDbContext).Assembly);
        builder.HasDbFunction(() => QueueOrder.Place(Guid.Empty, 0)).HasName("uuid_hash_extended").IsBuiltIn();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<RunState>().HaveConversion<string>();
        configurationBuilder.Properties<RunStage>().HaveConversion<string>();
        configurationBuilder.Properties<LearningPath>().HaveConversion<string>();
    }
}
