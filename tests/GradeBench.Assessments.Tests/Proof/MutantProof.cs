using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

/// <summary>
/// Whether the hidden tests tell a right submission from one that is wrong in one way: each mutant fails exactly what its
/// entry says, no more and no less. Long tests are left out where the entry does not name them, as they cost more than all
/// others together; <c>gradebench pack verify</c> leaves out nothing.
/// </summary>
public abstract class MutantProof<TPack>(MutantProof<TPack>.Gradings gradings) : IClassFixture<MutantProof<TPack>.Gradings>
    where TPack : IProvenPack
{
#pragma warning disable CA1000 // The test framework looks the names up where the theory stands.
    public static TheoryData<string> Names => [.. TPack.Proof.Mutants.Select(mutant => mutant.Name)];
#pragma warning restore CA1000

    [Theory, MemberData(nameof(Names))]
    public async Task A_mutant_fails_exactly_what_it_breaks(string name)
    {
        var mutant = TPack.Proof.Mutants.Single(m => m.Name == name);

        var failed = (await gradings.Of(name)).Where(b => !b.Passed).ToList();
        var expected = mutant.Fails.Order(StringComparer.Ordinal).ToList();
        Assert.True(
            expected.SequenceEqual(failed.Select(b => b.Id).Order(StringComparer.Ordinal)),
            $"Expected to fail: {string.Join(", ", expected)}.\nFailed:\n{string.Join('\n', failed.Select(b => $"{b.Id} ({b.Verdict}): {b.Detail}"))}");
    }

    [Fact]
    public void Every_behaviour_is_broken_by_a_mutant()
    {
        var broken = TPack.Proof.Mutants.SelectMany(mutant => mutant.Fails.Except(mutant.AlsoFails.Keys)).ToHashSet();

        Assert.Empty(TPack.Proof.Pack.Behaviours.Select(behaviour => behaviour.Id).Except(broken));
    }

    [Fact]
    public void A_mutant_that_fails_nothing_says_why() =>
        Assert.Empty(TPack.Proof.Mutants.Where(mutant => mutant.Fails.Count == 0 && string.IsNullOrWhiteSpace(mutant.Note)).Select(mutant => mutant.Name));

    /// <summary>All mutants are tested side by side while the tests wait for theirs.</summary>
    public sealed class Gradings(PackGrader grader)
    {
        private readonly Dictionary<string, Task<IReadOnlyList<BehaviourResult>>> _running =
            TPack.Proof.Mutants.ToDictionary(mutant => mutant.Name, mutant => grader.TestAsync(Narrowed(mutant), mutant.Files));

        internal Task<IReadOnlyList<BehaviourResult>> Of(string mutant) => _running[mutant];

        private static PackProof Narrowed(ProofMutant mutant) => TPack.Proof with
        {
            Pack = TPack.Proof.Pack with
            {
                Behaviours = [.. TPack.Proof.Pack.Behaviours.Where(behaviour => !behaviour.IsLong || mutant.Fails.Contains(behaviour.Id))],
            },
        };
    }
}
