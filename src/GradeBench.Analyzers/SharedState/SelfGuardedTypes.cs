using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Tells types that synchronize themselves from collections that do not.</summary>
internal static class SelfGuardedTypes
{
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddAfter", "AddBefore", "TryAdd", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange",
        "RemoveFirst", "RemoveLast", "Clear", "Enqueue", "Dequeue", "TryDequeue", "EnqueueDequeue", "Push", "Pop", "TryPop", "Sort", "Reverse",
        "UnionWith", "IntersectWith", "ExceptWith", "SymmetricExceptWith", "Append", "AppendLine", "AppendFormat", "AppendJoin", "Replace",
    };

    public static bool IsSelfGuarded(ITypeSymbol? type) =>
        type.IsInNamespace("System.Collections.Concurrent") || type.IsInNamespace("System.Threading.Channels");

    /// <summary>Whether the type is a framework collection or text buffer that several threads must not change at once.</summary>
    public static bool IsPlainCollection(ITypeSymbol? type) =>
        type is not null
        && (type.IsInNamespace("System.Collections.Generic") && type.TypeKind is TypeKind.Class or TypeKind.Interface
            || type.ContainingNamespace?.ToDisplayString() is "System.Collections" or "System.Collections.ObjectModel"
            || type.FullName() == "System.Text.StringBuilder");

    public static bool IsChange(IMethodSymbol method) => Changing.Contains(method.Name);

    public static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
