namespace GradeBench.Rubrics;

/// <summary>How a piece of evidence reads in a scorecard.</summary>
internal static class EvidenceText
{
    public static DecidingEvidence Of(BehaviourResult behaviour, decimal lost) => new(
        EvidenceKind.Behaviour, behaviour.Id, Verdict(behaviour.Verdict),
        behaviour.Passed ? behaviour.Title : behaviour.CandidateSentence ?? behaviour.Title, lost, []);

    public static DecidingEvidence Of(Fact fact, decimal lost) =>
        new(EvidenceKind.Fact, fact.Id, fact.Value, fact.Explanation, lost, fact.Lines);

    public static DecidingEvidence Of(Finding finding, decimal lost) =>
        new(EvidenceKind.Finding, finding.Rule, "reported", finding.Message, lost, [finding.Location]);

    public static DecidingEvidence Of(AnalysisGap gap, decimal lost) => new(
        EvidenceKind.Finding, "not-analysed", "not analysed", $"Not analysed, so nothing about the code is shown: {gap.Reason}.", lost,
        gap.Location is { } location ? [location] : []);

    public static DecidingEvidence Of(CompilerDiagnostic diagnostic) => new(
        EvidenceKind.Compile, diagnostic.Id, "error", diagnostic.Message, 0, diagnostic.Location is { } location ? [location] : []);

    public static DecidingEvidence NoFindings(IReadOnlyList<string> patterns) =>
        new(EvidenceKind.Finding, string.Join(", ", patterns), "none", "Nothing of the kind was found.", 0, []);

    private static string Verdict(BehaviourVerdict verdict) => verdict switch
    {
        BehaviourVerdict.Passed => "passed",
        BehaviourVerdict.Failed => "failed",
        BehaviourVerdict.Died => "died",
        BehaviourVerdict.TimedOut => "timed out",
        BehaviourVerdict.MemoryLimit => "memory limit",
        BehaviourVerdict.OutputLimit => "output limit",
        BehaviourVerdict.ProcessLimit => "process limit",
        BehaviourVerdict.ProtocolViolation => "protocol violation",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "A closed set of cases grew."),
    };
}
