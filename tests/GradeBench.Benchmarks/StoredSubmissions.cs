using System.Globalization;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Runs;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;

namespace GradeBench.Benchmarks;

/// <summary>
/// Very many graded submissions, always the same: one that went the product's own way, and copies of its rows. Every fifth is
/// reviewed, six of ten are decided, and one of ten waits for a second person's approval.
/// </summary>
internal static class StoredSubmissions
{
    /// <returns>The rubric version they are graded by.</returns>
    public static async Task<Guid> SeedAsync(TestDatabase database, CoreApp core, int submissions, CancellationToken cancellationToken)
    {
        var sample = Sample.Load();
        var pack = await core.Data.PackAsync(TestData.Pack() with
        {
            Behaviours = [.. sample.Pack.Behaviours.Select(b => new Core.Assessments.PublishedBehaviour(b.Id, b.Title))],
            Rubric = new(sample.Rubric.Version, sample.Rubric.ContentHash, await File.ReadAllTextAsync(CheckoutPaths.Of("rubrics", "task-runner.yaml"), cancellationToken)),
        });
        var invited = await core.UseAsync((InvitationService invitations) => invitations.CreateAsync(
            new(TestData.AssessmentId, "Generated Person", "person@example.com"), "bench", cancellationToken));
        var accepted = (IntakeResult.Accepted)await new SubmissionIntake().ReadAsync(sample.Upload, cancellationToken);
        var attempt = (await core.Data.AttemptAsync(invited.Token)).AttemptId;
        var receipt = ((ReceiveOutcome.Received)await core.UseAsync((SubmissionService service) => service.ReceiveAsync(
            new(attempt, accepted.Stored, null, accepted.Language, [.. accepted.Files.Select(f => new SubmittedFile(f.Path, f.Text.Length))]), cancellationToken))).Receipt;
        var claim = await core.Data.ClaimAsync(receipt.RunId);
        var evidence = Evidence(sample, accepted.Files);
        if (!await core.UseAsync((RunLease lease) => lease.CompleteAsync(claim, evidence, Scorer.Score(evidence, sample.Rubric), cancellationToken)))
        {
            throw new InvalidOperationException("The submission that is copied was not stored as graded.");
        }

        await database.ExecuteAsync(CopiesSql(submissions - 1));
        return pack.RubricVersionId;
    }

    /// <summary>As much of everything as a mediocre submission leaves: a third of the behaviours fails, every fact of the rubric has a place in the code.</summary>
    private static Evidence Evidence(Sample sample, IReadOnlyList<SourceFile> files) => TestData.Evidence() with
    {
        Behaviours = [.. sample.Pack.Behaviours.Select((behaviour, i) => new BehaviourResult(
            behaviour.Id, behaviour.Title, i % 3 == 0 ? BehaviourVerdict.Failed : BehaviourVerdict.Passed, "The outcomes came in another order.",
            i % 3 == 0 ? $"Expected: {string.Join(", ", Enumerable.Range(0, 40))}\nReceived: {string.Join(", ", Enumerable.Range(0, 40).Reverse())}" : null))],
        Facts = [.. sample.Rubric.Criteria.SelectMany(c => c.Evidence).OfType<EvidenceSource.FactValue>().Select((source, i) => new Fact(
            source.Fact, source.Scores.Keys.Last(), "Found where the task is awaited.", [Line(files[0], i + 1), Line(files[^1], i + 2)]))],
        Findings = [.. Enumerable.Range(0, 12).Select(i => new Finding("GB0301", "shared-state", "This field is changed by several threads with nothing guarding it.", Line(files[0], 3 * i + 1)))],
        Measures = [.. Enumerable.Range(0, 6).Select(i => new Measure(string.Create(CultureInfo.InvariantCulture, $"measure-{i}"), i, "count"))],
    };

    private static CodeSpan Line(SourceFile file, int line) => new(file.Path, line, 1, line, 20);

    // The triggers that keep the queue would do row by row what is done once at the end. A column is copied or computed.
    private static string CopiesSql(int copies) => string.Create(CultureInfo.InvariantCulture, $$"""
        SET session_replication_role = replica;
        CREATE TEMP TABLE made AS SELECT i, gen_random_uuid() AS attempt, gen_random_uuid() AS submission, gen_random_uuid() AS run
        FROM generate_series(1, {{copies}}) AS i;
        CREATE FUNCTION pg_temp.copy(source text, computed jsonb) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            names text;
            values text;
        BEGIN
            SELECT string_agg(quote_ident(column_name), ', '), string_agg(coalesce(computed ->> column_name, 'original.' || quote_ident(column_name)), ', ')
            INTO names, values
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name = source AND is_generated = 'NEVER';
            EXECUTE format('CREATE TEMP TABLE original AS SELECT * FROM %I LIMIT 1', source);
            EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM made CROSS JOIN original', source, names, values);
            DROP TABLE original;
        END
        $$;
        SELECT pg_temp.copy('attempts', '{ "id": "made.attempt", "invitation_id": "made.attempt" }');
        SELECT pg_temp.copy('submissions', '{ "id": "made.submission", "attempt_id": "made.attempt", "received_at": "received_at - made.i * interval ''1 minute''" }');
        SELECT pg_temp.copy('runs', '{ "id": "made.run", "submission_id": "made.submission", "overall": "round((1 + 9 * (made.i * 59 % 997) / 996.0)::numeric, 1)" }');
        SELECT pg_temp.copy('run_results', '{ "run_id": "made.run" }');
        INSERT INTO reviews (id, attempt_id, submission_id, reviewer, started_at, finished_at)
        SELECT gen_random_uuid(), attempt, submission, 'colleague' || i % 7 || '@example.com', now(), now() FROM made WHERE i % 5 = 0;
        INSERT INTO decisions (id, attempt_id, submission_id, rubric_version_id, outcome, criterion_id, reason, decided_by, decided_at)
        SELECT gen_random_uuid(), attempt, submission, (SELECT rubric_version_id FROM runs LIMIT 1), (ARRAY['Advance', 'Decline', 'Hold'])[1 + i % 3],
            'bound', 'Generated for a benchmark.', 'colleague@example.com', now() FROM made WHERE i % 10 < 6;
        INSERT INTO decision_proposals (id, attempt_id, submission_id, outcome, criterion_id, reason, proposed_by, proposed_at, state)
        SELECT gen_random_uuid(), attempt, submission, 'Advance', 'bound', 'Generated for a benchmark.', 'colleague' || i % 7 || '@example.com', now(), 'Open'
        FROM made WHERE i % 10 = 7;
        ANALYZE;
        TRUNCATE review_queue;
        INSERT INTO review_queue (attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
            decision, reviewers, finished_by, disagreements)
        SELECT attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
            decision, reviewers, finished_by, disagreements
        FROM review_queue_source;
        SET session_replication_role = DEFAULT;
        ANALYZE
        """);
}
