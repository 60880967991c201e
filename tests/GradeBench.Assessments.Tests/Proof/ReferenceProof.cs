using System.IO.Compression;
using GradeBench.Protocol;

namespace GradeBench.Assessments.Tests;

/// <summary>Whether a right submission gets all points, with any input, and an untouched starter next to none.</summary>
public abstract class ReferenceProof<TPack>(PackGrader grader)
    where TPack : IProvenPack
{
    // `gradebench pack verify` tries fifty; each costs seconds of processor time.
    private const int Seeds = 6;

    [Fact]
    public async Task The_reference_passes_every_behaviour_and_scores_ten()
    {
        var graded = await grader.GradeAsync(TPack.Proof, TPack.Proof.Reference);

        Assert.Empty(graded.Evidence.Behaviours.Where(behaviour => !behaviour.Passed).Select(behaviour => $"{behaviour.Id}: {behaviour.Detail}"));
        Assert.Equal(TPack.Proof.Pack.Behaviours.Count, graded.Evidence.Behaviours.Count);
        Assert.All(graded.Scorecard.Dimensions, dimension => Assert.Equal((dimension.Id, 10m), (dimension.Id, dimension.Score)));
    }

    [Fact]
    public async Task The_reference_passes_in_any_order_and_with_any_input()
    {
        var runs = await Task.WhenAll(
            Enumerable.Range(1, Seeds).Select(seed => grader.TestAsync(TPack.Proof, TPack.Proof.Reference, (ulong)seed * 7919)));

        Assert.All(runs, behaviours => Assert.Empty(
            behaviours.Where(behaviour => !behaviour.Passed).Select(behaviour => $"{behaviour.Id}: {behaviour.Detail}")));
    }

    [Fact]
    public async Task The_untouched_starter_scores_two_at_most()
    {
        var graded = await grader.GradeAsync(TPack.Proof, Starter(TPack.Proof.Pack));

        Assert.True(graded.Evidence.Compile.Succeeded);
        Assert.DoesNotContain(graded.Evidence.Behaviours, behaviour => behaviour.Passed);
        Assert.InRange(graded.Scorecard.Overall, 1, 2);
    }

    // As a candidate would upload it, untouched and whole.
    private static List<SourceFile> Starter(AssessmentPack pack)
    {
        using var archive = new ZipArchive(new MemoryStream([.. pack.Starter]));

        return [.. archive.Entries.Where(entry => entry.Name.EndsWith(".cs", StringComparison.Ordinal)).Select(Read)];

        static SourceFile Read(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return new SourceFile(entry.FullName, reader.ReadToEnd());
        }
    }
}
