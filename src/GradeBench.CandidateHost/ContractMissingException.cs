namespace GradeBench.CandidateHost;

/// <summary>The submission does not offer what the contract demands. The message quotes the contract and is for the candidate.</summary>
internal sealed class ContractMissingException(string message) : Exception(message);
