using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Corpus;

/// <summary>The labelled corpus: a drop of any detector fails here.</summary>
public sealed class CorpusTests
{
    private const int LeastSnippets = 150;
    private const int LeastLabels = 5;

    [Fact]
    public async Task Every_fact_is_found_where_a_reviewer_sees_it_and_nowhere_else()
    {
        var run = await CorpusRun.OfAsync(Repository.Path("tests", "GradeBench.Analyzers.Tests", "Corpus"), Verify.References, Verify.Packages, TestContext.Current.CancellationToken);
        var table = FactScore.Table(run.Scores);
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Snippets} snippets, {run.Silent} of them to stay silent on\n{table}\n{string.Join('\n', run.Mistakes)}");

        Assert.DoesNotContain(run.Mistakes, mistake => mistake.Contains("does not compile", StringComparison.Ordinal)
            || mistake.Contains("in no catalogue", StringComparison.Ordinal) || mistake.Contains(" failed: ", StringComparison.Ordinal));
        Assert.True(run.Snippets >= LeastSnippets && run.Silent * 3 >= run.Snippets, $"{run.Snippets} snippets, {run.Silent} to stay silent on: a third must be.");
        Assert.All(run.Scores, score => Assert.True(score.Found + score.Missed >= LeastLabels, $"{score.Fact} has {score.Found + score.Missed} labels: too few to tell."));
        Assert.True(run.Scores.All(score => score.IsGood), $"{table}\n{string.Join('\n', run.Mistakes)}");
    }
}
