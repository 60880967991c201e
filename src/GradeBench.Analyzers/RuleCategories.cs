namespace GradeBench.Analyzers;

/// <summary>What a finding is about. A reviewer filters by these, and a rubric may bind to them.</summary>
public static class RuleCategories
{
    public const string Evidence = "evidence";
    public const string Retries = "retries";
    public const string Exceptions = "exceptions";
    public const string SharedState = "shared-state";
    public const string Types = "types";
    public const string Async = "async";
    public const string Pipelines = "pipelines";
    public const string Resources = "resources";
}
