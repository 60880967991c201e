namespace GradeBench.Contracts.AsyncClient;

/// <summary>The answer that succeeded.</summary>
/// <param name="StatusCode">From 200 to 299.</param>
/// <param name="Headers">All headers of the answer, those about its body included; several values of one name are joined by a comma and a blank.</param>
/// <param name="Body">
/// The body as text: in the character set its <c>Content-Type</c> names, in UTF-8 when it names none. Without a byte order mark.
/// </param>
public sealed record FetchResponse(int StatusCode, IReadOnlyDictionary<string, string> Headers, string Body);
