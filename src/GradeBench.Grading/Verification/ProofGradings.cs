using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>Grades the submissions of one proof, a few at a time.</summary>
internal sealed class ProofGradings(IGrader grader, PackProof proof, int places, IProgress<VerificationProgress>? progress) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places);

    /// <summary>One result per submission, in order; each gets the next seed. A mutant is asked for its behaviours alone.</summary>
    public async Task<IReadOnlyList<GradingResult>> GradeAsync(
        VerificationPart part, IEnumerable<IReadOnlyList<SourceFile>> submissions, ulong firstSeed, CancellationToken cancellationToken)
    {
        var all = submissions.ToList();
        var done = 0;
        return await Task.WhenAll(all.Select((files, index) => GradeOneAsync(files, firstSeed + (ulong)index)));

        async Task<GradingResult> GradeOneAsync(IReadOnlyList<SourceFile> files, ulong seed)
        {
            await _places.WaitAsync(cancellationToken);
            try
            {
                var request = new GradingRequest(proof.Pack, proof.Rubric, "csharp", files, seed) { Analysed = part != VerificationPart.Mutants };
                return await grader.GradeAsync(request, null, cancellationToken);
            }
            finally
            {
                _places.Release();
                progress?.Report(new VerificationProgress(part, Interlocked.Increment(ref done), all.Count));
            }
        }
    }

    public void Dispose() => _places.Dispose();
}
