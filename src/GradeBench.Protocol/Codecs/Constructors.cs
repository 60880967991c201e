using System.Reflection;

namespace GradeBench.Protocol;

internal static class Constructors
{
    /// <summary>The one that takes most; of equals the first; null when there is none.</summary>
    public static ConstructorInfo? LongestParameterList(this IEnumerable<ConstructorInfo> constructors) =>
        constructors.Aggregate((ConstructorInfo?)null, (most, next) => most is null || next.GetParameters().Length > most.GetParameters().Length ? next : most);
}
