namespace GradeBench.Grading;

/// <summary>What a set of submissions says about each behaviour, by classical test theory.</summary>
internal static class ItemAnalysis
{
    /// <summary>Share that passed: item difficulty, where 1 is easy. 0 when there is no submission.</summary>
    public static double Difficulty(IReadOnlyList<bool> passed) => passed.Count == 0 ? 0 : passed.Count(p => p) / (double)passed.Count;

    /// <summary>
    /// Pearson's correlation of passing this behaviour with the number of other behaviours passed (corrected item-total
    /// correlation). Null when either does not vary.
    /// </summary>
    /// <param name="passed">Whether each submission passed this behaviour.</param>
    /// <param name="others">How many of the other behaviours each passed, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? Discrimination(IReadOnlyList<bool> passed, IReadOnlyList<int> others)
    {
        if (passed.Count != others.Count) throw new ArgumentException("Each submission has one result and one sum.", nameof(others));
        if (passed.Count == 0) return null;

        var (meanPassed, meanOthers) = (Difficulty(passed), others.Average());
        double covariance = 0, passedSquares = 0, othersSquares = 0;
        for (var i = 0; i < passed.Count; i++)
        {
            var (x, y) = ((passed[i] ? 1 : 0) - meanPassed, others[i] - meanOthers);
            covariance += x * y;
            passedSquares += x * x;
            othersSquares += y * y;
        }

        return passedSquares > 0 && othersSquares > 0 ? covariance / Math.Sqrt(passedSquares * othersSquares) : null;
    }
}
