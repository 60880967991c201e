namespace GradeBench.Assessments.AsyncClient;

/// <summary>A request as it arrived at the <see cref="FaultyServer"/>.</summary>
/// <param name="Number">Counted from 1, over all connections.</param>
/// <param name="Target">Path and query, as they were sent.</param>
/// <param name="Headers">Names in any case; repeated ones joined by commas.</param>
/// <param name="At">The test's clock when it arrived.</param>
/// <param name="Connection">Which connection brought it, counted from 1.</param>
internal sealed record SeenRequest(
    int Number, string Method, string Target, IReadOnlyDictionary<string, string> Headers, TimeSpan At, int Connection)
{
    /// <summary>The target without its query.</summary>
    public string Path => Target.Split('?')[0];
}
