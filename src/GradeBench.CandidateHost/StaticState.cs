using System.Reflection;

namespace GradeBench.CandidateHost;

/// <summary>What a submission can remember outside of its objects.</summary>
internal static class StaticState
{
    private const BindingFlags OfTheTypeItself = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // By name, so that asking loads nothing. A type that is missing here costs a little time, never a verdict.
    private static readonly string[] Unchanging =
    [
        "System.String", "System.Uri", "System.Version", "System.Type", "System.TimeZoneInfo", "System.Globalization.CultureInfo",
        "System.Text.Encoding", "System.Text.UTF8Encoding", "System.Text.CompositeFormat", "System.Text.RegularExpressions.Regex",
    ];

    /// <summary>Whether any static field of its types may change, or what it refers to.</summary>
    public static bool IsKeptBy(Assembly submission) =>
        submission.GetTypes().Any(type => IsWritten(type) && type.GetFields(OfTheTypeItself).Any(MayChange));

    // Others are the compiler's own, with its caches of delegates. No name in a source can begin like this.
    private static bool IsWritten(Type type) => !type.Name.StartsWith('<');

    private static bool MayChange(FieldInfo field) =>
        !field.IsLiteral && !(field.IsInitOnly && (field.FieldType.IsValueType || Unchanging.Contains(field.FieldType.FullName)));
}
