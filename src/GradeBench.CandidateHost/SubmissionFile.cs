namespace GradeBench.CandidateHost;

/// <summary>One file of a submission: for this host its assembly, and nothing else is needed.</summary>
internal sealed record SubmissionFile(string Name, byte[] Content);
