using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

public sealed class DeterminismTests(SharedGrader shared)
{
    private const int Times = 50;

    [Fact]
    public async Task Fifty_gradings_of_one_submission_give_fifty_identical_scorecards()
    {
        var scorecards = new List<string>();
        for (var seed = 1; seed <= Times; seed++)
        {
            var graded = await shared.GradeAsync(Submissions.Request(Submissions.Sample("exemplary"), (ulong)seed));
            Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Passed, $"Seed {seed}: {b.Id}, {b.Verdict}: {b.Detail}"));
            scorecards.Add(StoredForm.Write(graded.Scorecard));
        }

        Assert.Single(scorecards.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Gradings_at_the_same_time_do_not_disturb_each_other()
    {
        string[] names = ["exemplary", "does-not-compile", "racy-counter", "unfinished", "exemplary", "sequential-in-disguise"];
        var alone = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Distinct())
        {
            alone[name] = StoredForm.Write(await shared.ScoreAsync(Submissions.Request(Submissions.Sample(name))));
        }

        var together = await Task.WhenAll(names.Select(async name => (name, StoredForm.Write(await shared.ScoreAsync(Submissions.Request(Submissions.Sample(name)))))));

        Assert.All(together, result => Assert.Equal(Lines(alone[result.name]), Lines(result.Item2)));
    }

    // One line per value, so that a failure says what differs.
    private static string[] Lines(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("criteria").EnumerateArray().Select(c => c.GetRawText()), json];
    }
}
