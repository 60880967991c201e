namespace GradeBench.Grading;

/// <summary>
/// Proves a pack: that the reference always scores 10 and the starter next to nothing, that every mutant fails what it
/// breaks and nothing else, that no test is near its time limit; and tells what each behaviour separates.
/// </summary>
/// <param name="grader">Grades; its hosts are shared by all gradings of the proof.</param>
/// <param name="places">Gradings at the same time: 1 or more. What is wrong is mostly waited for, so a few more than cores.</param>
public sealed class PackVerifier(IGrader grader, int places)
{
    /// <summary>The least share of a test's time limit that the reference must leave unused.</summary>
    public const double LeastHeadroom = 0.5;

    /// <summary>The most the untouched starter may score.</summary>
    public const decimal MostForStarter = 2m;

    /// <summary>How often each sample is graded, each time with another seed: who wrote it must not owe a score to chance.</summary>
    internal const int SampleGradings = 3;

    private const ulong FirstSeed = 20_000;

    /// <param name="repetitions">How often the reference is graded: 1 or more.</param>
    /// <param name="progress">Told after each grading, from any thread; null when nobody watches.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<PackReport> VerifyAsync(
        PackProof proof, int repetitions, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        using var gradings = new ProofGradings(grader, proof, places, progress);

        // Nothing else is graded beside the reference, as its times count.
        var reference = await gradings.GradeAsync(VerificationPart.Reference, Enumerable.Repeat(proof.Reference, repetitions), FirstSeed, cancellationToken);
        var starter = await gradings.GradeAsync(VerificationPart.Reference, [StarterFiles.Of(proof.Pack)], FirstSeed, cancellationToken);
        var mutants = await gradings.GradeAsync(VerificationPart.Mutants, proof.Mutants.Select(m => m.Files), FirstSeed, cancellationToken);
        var samples = await gradings.GradeAsync(VerificationPart.Samples, proof.Samples.SelectMany(s => Enumerable.Repeat(s.Files, SampleGradings)), FirstSeed, cancellationToken);

        return new ProofReading(proof, reference, starter[0], mutants, samples).Report();
    }
}
