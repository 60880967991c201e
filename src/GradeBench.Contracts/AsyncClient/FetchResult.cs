namespace GradeBench.Contracts.AsyncClient;

/// <summary>What came of one of many requests: exactly one of the two is there.</summary>
public sealed record FetchResult(FetchResponse? Response, FetchException? Error);
