using GradeBench.Core.Rubrics;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Rubrics;

public sealed class RubricPublishingTests(TestPostgres postgres) : CoreTest(postgres)
{
    private const string Author = "author@example.com";

    private const string Colleague = "colleague@example.com";

    [Fact]
    public async Task A_draft_under_which_nobody_crosses_the_bar_is_published_by_one_person()
    {
        var graded = await App.Data.GradedAsync(order: true, failures: true);
        var draft = await DraftAsync(TestData.RubricYaml("2.0.0", order: 90));
        await TryAsync(draft);

        var published = Assert.IsType<PublishOutcome.Published>(await PublishAsync(draft));

        var assessment = await App.ReadAsync(db => db.Assessments.Include(a => a.CurrentRubricVersion).SingleAsync(Stop));
        Assert.Equal((published.VersionId, "2.0.0", Author), (assessment.CurrentRubricVersionId, assessment.CurrentRubricVersion.Version, assessment.CurrentRubricVersion.PublishedBy));
        Assert.Equal(1, await App.ReadAsync(db => db.Runs.CountAsync(r => r.SubmissionId == graded, Stop)));
        Assert.Equal(RescoringState.Offered, (await App.ReadAsync(db => db.Rescorings.SingleAsync(Stop))).State);
    }

    [Fact]
    public async Task Where_somebody_would_cross_the_bar_a_second_person_has_to_agree()
    {
        var draft = await FlippingAsync();

        Assert.IsType<PublishOutcome.Proposed>(await PublishAsync(draft));
        Assert.IsType<PublishOutcome.SamePerson>(await ApproveAsync(draft, Author));
        Assert.IsType<PublishOutcome.Published>(await ApproveAsync(draft, Colleague));

        var audited = await App.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
        Assert.Equal(["rubric.proposed", "rubric.approved", "rubric.published"], audited[^3..]);
        var version = await App.ReadAsync(db => db.RubricDrafts.Where(d => d.Id == draft).Select(d => new { d.State, d.ProposedBy, d.ApprovedBy }).SingleAsync(Stop));
        Assert.Equal((RubricDraftState.Published, Author, Colleague), (version.State, version.ProposedBy!, version.ApprovedBy!));
    }

    [Fact]
    public async Task A_proposed_draft_is_not_edited_until_it_is_sent_back()
    {
        var draft = await FlippingAsync();
        await PublishAsync(draft);

        Assert.IsType<SaveOutcome.NotOpen>(await SaveAsync(draft, 2, TestData.RubricYaml("3.0.0")));
        Assert.True(await App.UseAsync((RubricPublishing p) => p.SendBackAsync(draft, Colleague, Stop)));
        Assert.IsType<SaveOutcome.Saved>(await SaveAsync(draft, 2, TestData.RubricYaml("3.0.0")));
    }

    [Fact]
    public async Task Nothing_is_published_that_was_not_tried_as_it_stands()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        var draft = await DraftAsync(TestData.RubricYaml("2.0.0", order: 90));
        Assert.IsType<PublishOutcome.NoDryRun>(await PublishAsync(draft));

        await TryAsync(draft);
        await SaveAsync(draft, 2, TestData.RubricYaml("2.0.0", order: 80));
        Assert.IsType<PublishOutcome.NoDryRun>(await PublishAsync(draft));

        await TryAsync(draft);
        App.Clock.Advance(RubricDryRuns.ValidFor + TimeSpan.FromSeconds(1));
        Assert.IsType<PublishOutcome.NoDryRun>(await PublishAsync(draft));
    }

    [Fact]
    public async Task A_draft_needs_a_reason_and_a_version_of_its_own()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        var unexplained = await DraftAsync(TestData.RubricYaml("2.0.0"), reason: "");
        Assert.IsType<PublishOutcome.NoReason>(await PublishAsync(unexplained));

        var published = await DraftAsync(TestData.RubricYaml("1.0.0", order: 60));
        var problem = Assert.Single(Assert.IsType<PublishOutcome.NotValid>(await PublishAsync(published)).Problems);
        Assert.Equal((2, "version"), (problem.Line, problem.Path));
    }

    [Fact]
    public async Task Whoever_saves_second_learns_that_somebody_saved_first()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        var draft = await DraftAsync(TestData.RubricYaml("2.0.0"));

        Assert.IsType<SaveOutcome.Saved>(await SaveAsync(draft, 2, TestData.RubricYaml("2.1.0")));
        Assert.IsType<SaveOutcome.Overtaken>(await SaveAsync(draft, 2, TestData.RubricYaml("2.2.0")));

        Assert.Contains("version: 2.1.0", await App.ReadAsync(db => db.RubricDrafts.Where(d => d.Id == draft).Select(d => d.Yaml).SingleAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_draft_is_the_old_text_with_the_next_free_version()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        var current = await App.ReadAsync(db => db.Assessments.Select(a => a.CurrentRubricVersionId).SingleAsync(Stop));

        var draft = await App.UseAsync((RubricDrafts drafts) => drafts.StartAsync(current, Author, Stop));

        Assert.Equal(TestData.RubricYaml("1.1.0"), await App.ReadAsync(db => db.RubricDrafts.Where(d => d.Id == draft).Select(d => d.Yaml).SingleAsync(Stop)));
    }

    [Fact]
    public async Task A_rubric_that_comes_with_a_pack_does_not_replace_what_was_decided_here()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        var draft = await DraftAsync(TestData.RubricYaml("2.0.0", order: 90));
        await TryAsync(draft);
        var published = Assert.IsType<PublishOutcome.Published>(await PublishAsync(draft));

        await App.Data.PackAsync(TestData.LoadablePack(TestData.RubricYaml("1.0.1", order: 40)));

        Assert.Equal(published.VersionId, await App.ReadAsync(db => db.Assessments.Select(a => a.CurrentRubricVersionId).SingleAsync(Stop)));
        Assert.Contains("1.0.1", await App.ReadAsync(db => db.RubricVersions.Select(r => r.Version).ToListAsync(Stop)));
        Assert.True(await App.ReadAsync(db => db.AuditEntries.AnyAsync(e => e.Action == "rubric.held-back", Stop)));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A draft under which the one submission falls below the bar.</summary>
    private async Task<Guid> FlippingAsync()
    {
        await App.Data.GradedAsync(order: true, failures: false, TestData.RubricYaml(order: 60));
        var draft = await DraftAsync(TestData.RubricYaml("2.0.0", order: 20));
        await TryAsync(draft);
        return draft;
    }

    private async Task<Guid> DraftAsync(string yaml, string reason = "Ordering matters more than we thought.")
    {
        var current = await App.ReadAsync(db => db.Assessments.Select(a => a.CurrentRubricVersionId).SingleAsync(Stop));
        var draft = (await App.UseAsync((RubricDrafts drafts) => drafts.StartAsync(current, Author, Stop)))!.Value;
        Assert.IsType<SaveOutcome.Saved>(await SaveAsync(draft, 1, yaml, reason));
        return draft;
    }

    private Task<SaveOutcome> SaveAsync(Guid draft, int revision, string yaml, string reason = "Ordering matters more than we thought.") =>
        App.UseAsync((RubricDrafts drafts) => drafts.SaveAsync(draft, revision, yaml, reason, Author, Stop));

    private async Task TryAsync(Guid draft)
    {
        var yaml = await App.ReadAsync(db => db.RubricDrafts.Where(d => d.Id == draft).Select(d => d.Yaml).SingleAsync(Stop));
        await App.UseAsync((RubricDryRuns runs) => runs.RunAsync(draft, RubricLoader.Load(yaml, "draft.yaml").OrThrow(), Author, Stop));
    }

    private Task<PublishOutcome> PublishAsync(Guid draft) => App.UseAsync((RubricPublishing p) => p.PublishAsync(draft, Author, Stop));

    private Task<PublishOutcome> ApproveAsync(Guid draft, string actor) => App.UseAsync((RubricPublishing p) => p.ApproveAsync(draft, actor, Stop));
}
