namespace GradeBench.Web.Api;

/// <summary>A part of a list. Ids grow with time, so nothing is missed or told twice while entries are added.</summary>
/// <param name="Next">Pass it as <c>after</c> for the next part; null at the end.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, Guid? Next)
{
    /// <param name="found">One more than asked for, if there are as many.</param>
    public static ApiPage<T> Of(List<T> found, int limit, Func<T, Guid> id) =>
        found.Count > limit ? new(found[..limit], id(found[limit - 1])) : new(found, null);
}

/// <summary>Bounds of a part.</summary>
internal static class ApiPaging
{
    public const int Usual = 50;

    public const int Most = 200;

    public static int Limit(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);
}
