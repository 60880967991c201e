using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;

namespace GradeBench.Core.Tests.Rubrics;

public sealed class DryRunTests(TestPostgres postgres) : CoreTest(postgres)
{
    private const string Values = "SELECT string_agg(evidence_values, ' ' ORDER BY run_id) FROM run_results";

    [Fact]
    public async Task Every_past_submission_is_scored_from_its_stored_evidence()
    {
        var both = await App.Data.GradedAsync(order: true, failures: true);
        var ordered = await App.Data.GradedAsync(order: true, failures: false);
        var isolated = await App.Data.GradedAsync(order: false, failures: true);

        var report = await MeasureAsync(order: 80);

        Assert.Equal(
            [(both, 10.0m, 10.0m), (ordered, 5.5m, 8.2m), (isolated, 5.5m, 2.8m)],
            report.Rows.OrderByDescending(r => r.After).Select(r => (r.SubmissionId, r.Before, r.After)));
        Assert.Equal([ordered], report.Crossing(6.0m).Select(r => r.SubmissionId));
        Assert.Equal(2, report.Moved);
        Assert.Equal([("concurrency", 7.0), ("overall", 7.0)], report.Dimensions.Select(d => (d.Dimension, Math.Round(d.After, 6))));
        Assert.Equal(0, report.Unreadable);
    }

    [Fact]
    public async Task Equal_rules_move_nobody_and_keep_the_order()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        await App.Data.GradedAsync(order: false, failures: true);

        var report = await MeasureAsync(order: 50);

        Assert.Equal((0, 1.0), (report.Moved, report.Tau!.Value));
    }

    [Fact]
    public async Task Evidence_of_a_form_that_is_not_known_is_told_and_not_guessed_at()
    {
        await App.Data.GradedAsync(order: true, failures: true);
        await Database.ExecuteAsync("UPDATE run_results SET evidence = jsonb_set(evidence, '{format}', '99'), evidence_values = NULL");
        await FillAsync();

        var report = await MeasureAsync(order: 50);

        Assert.Equal((0, 1), (report.Rows.Count, report.Unreadable));
    }

    [Fact]
    public async Task Evidence_from_before_its_values_were_kept_is_tried_alike_and_gets_the_values_it_would_have_had()
    {
        await App.Data.GradedAsync(order: true, failures: false);
        await App.Data.GradedAsync(order: false, failures: true);
        var (asGraded, rows) = (await Database.ReadAsync<string>(Values), (await MeasureAsync(order: 80)).Rows);
        await Database.ExecuteAsync("UPDATE run_results SET evidence_values = NULL");

        Assert.Equal(rows, (await MeasureAsync(order: 80)).Rows);
        await FillAsync();

        Assert.Equal(asGraded, await Database.ReadAsync<string>(Values));
        Assert.Equal(rows, (await MeasureAsync(order: 80)).Rows);
    }

    private Task FillAsync() => App.UseAsync((GradeBenchDbContext db) => new FillEvidenceValuesJob(db).HandleAsync(Guid.Empty, CancellationToken));

    private Task<DryRunReport> MeasureAsync(int order) => App.UseAsync((DryRun dryRun) => dryRun.MeasureAsync(
        RubricLoader.Load(TestData.RubricYaml("2.0.0", order), "draft.yaml").OrThrow(), 6.0m, only: null, TestContext.Current.CancellationToken));
}
