namespace GradeBench.Assessments.Judge;

/// <summary>The submission does not offer the contract as demanded; the message quotes what is missing.</summary>
public sealed class ContractException(string message) : Exception(message);
