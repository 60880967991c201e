namespace GradeBench.Core.Users;

/// <summary>The roles of people who sign in. Candidates have no account and so no role.</summary>
public static class RoleNames
{
    public const string Reviewer = "Reviewer";

    public const string Admin = "Admin";

    public static IReadOnlyList<string> All { get; } = [Reviewer, Admin];
}
