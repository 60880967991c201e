using GradeBench.Grading;

namespace GradeBench.Assessments.Tests;

/// <summary>
/// Whether the hidden tests tell a right submission from one that is wrong in one way: each mutant fails exactly what its
/// entry in the manifest says, no more and no less.
/// </summary>
public sealed class MutantTests(MutantTests.Gradings gradings) : IClassFixture<MutantTests.Gradings>
{
    public static TheoryData<string> Names => [.. TaskRunnerSubmissions.Mutants.Select(mutant => mutant.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_mutant_fails_exactly_what_it_breaks(string name)
    {
        var mutant = TaskRunnerSubmissions.Mutants.Single(m => m.Name == name);

        var graded = await gradings.Of(name);

        Assert.Empty(graded.Evidence.Compile.Diagnostics.Where(d => !graded.Evidence.Compile.Succeeded).Select(d => $"{d.Id}: {d.Message}"));
        var failed = graded.Evidence.Behaviours.Where(b => !b.Passed).ToList();
        var expected = mutant.Fails.Concat(mutant.AlsoFails?.Keys ?? []).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            expected.SequenceEqual(failed.Select(b => b.Id).Order(StringComparer.Ordinal)),
            $"Expected to fail: {string.Join(", ", expected)}.\nFailed:\n{string.Join('\n', failed.Select(b => $"{b.Id} ({b.Verdict}): {b.Detail}"))}");
    }

    [Fact]
    public void Every_behaviour_is_broken_by_a_mutant()
    {
        var broken = TaskRunnerSubmissions.Mutants.SelectMany(mutant => mutant.Fails).ToHashSet();

        Assert.Empty(TaskRunnerSubmissions.Pack.Behaviours.Select(behaviour => behaviour.Id).Except(broken));
    }

    [Fact]
    public void A_mutant_that_fails_nothing_says_why() =>
        Assert.Empty(TaskRunnerSubmissions.Mutants.Where(mutant => mutant.Fails.Count == 0 && string.IsNullOrWhiteSpace(mutant.Note)).Select(mutant => mutant.Name));

    [Fact]
    public void Every_mutant_has_its_entry_and_every_entry_its_mutant()
    {
        var files = Directory.GetFiles(Repository.Path("tests", "GradeBench.Assessments.Tests", "TaskRunner", "Mutants"), "*.cs").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(files.Order(StringComparer.Ordinal), TaskRunnerSubmissions.Mutants.Select(mutant => mutant.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All mutants are graded side by side while the tests wait for theirs.</summary>
    public sealed class Gradings(TaskRunnerGrader grader)
    {
        private readonly Dictionary<string, Task<GradingResult.Graded>> _running =
            TaskRunnerSubmissions.Mutants.ToDictionary(mutant => mutant.Name, mutant => grader.GradeAsync(TaskRunnerSubmissions.Mutant(mutant.Name)));

        internal Task<GradingResult.Graded> Of(string mutant) => _running[mutant];
    }
}
