namespace GradeBench.Assessments.Judge;

/// <summary>What a candidate reads about a test that did not pass: never names of tests, inputs or expected values.</summary>
internal static class VerdictText
{
    public static string ForCandidate(BehaviourAttribute behaviour, TestVerdict verdict) => verdict switch
    {
        TestVerdict.Died => "The program ended while this was checked.",
        TestVerdict.TimedOut => "The time limit passed before this was finished.",
        TestVerdict.MemoryLimit => "The memory limit was reached while this was checked.",
        TestVerdict.ProcessLimit => "The limit of processes and threads was reached while this was checked.",
        TestVerdict.OutputLimit => "A result or the printed output was larger than allowed.",
        TestVerdict.ProtocolViolation => "The program interfered with how it is called.",
        _ => behaviour.CandidateSentence ?? $"Not met: {behaviour.Title}.",
    };
}
