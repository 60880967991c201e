namespace GradeBench.Core.Tokens;

/// <summary>What a token can be allowed. None includes another.</summary>
public static class ApiScopes
{
    public const string ReadInvitations = "invitations:read";

    public const string WriteInvitations = "invitations:write";

    public const string ReadSubmissions = "submissions:read";

    public const string ReadResults = "results:read";

    public const string ReadRubrics = "rubrics:read";

    public static IReadOnlyList<string> All { get; } = [ReadInvitations, WriteInvitations, ReadSubmissions, ReadResults, ReadRubrics];
}
