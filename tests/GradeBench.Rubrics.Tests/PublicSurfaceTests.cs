using System.Reflection;

namespace GradeBench.Rubrics.Tests;

/// <summary>Everything is stored and read in these types, so changing one is meant to be seen in a review.</summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_surface_is_the_one_that_was_agreed()
    {
        var lines = typeof(Evidence).Assembly.GetExportedTypes()
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => Members(t).Order(StringComparer.Ordinal).Prepend(Name(t)));

        Golden.Check("public-surface.txt", string.Join('\n', lines) + "\n");
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"  {name}")
        :
        [
            .. type.GetConstructors().Select(c => $"  new({Parameters(c)})"),
            .. type.GetProperties(Declared).Where(p => p.Name != "EqualityContract").Select(p => $"  {p.Name}: {Name(p.PropertyType)}"),
            .. type.GetFields(Declared).Select(f => $"  {f.Name}: {Name(f.FieldType)} = {f.GetRawConstantValue()}"),
            .. type.GetMethods(Declared).Where(m => !m.IsSpecialName && !IsOfEveryRecord(m)).Select(m => $"  {m.Name}({Parameters(m)}): {Name(m.ReturnType)}"),
        ];

    private static bool IsOfEveryRecord(MethodInfo method) =>
        method.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "<Clone>$" or "PrintMembers";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)));

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}"
        : type.Name;
}
