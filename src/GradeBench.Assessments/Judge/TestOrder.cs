namespace GradeBench.Assessments.Judge;

/// <summary>The order of the tests of a run: shuffled, so that no submission can answer by counting, and repeatable by its seed. Long ones come first.</summary>
internal static class TestOrder
{
    public static IReadOnlyList<HiddenTest> Shuffle(IReadOnlyList<HiddenTest> tests, ulong seed)
    {
        var shuffled = tests.ToArray();
        var state = seed;
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = (int)(Next(ref state) % (ulong)(i + 1));
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return [.. shuffled.OrderByDescending(test => test.Behaviour.IsLong)];
    }

    // SplitMix64: the same order on every runtime, which System.Random does not promise.
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
