namespace GradeBench.Analyzers.SharedState;

/// <summary>Where an object comes from, as seen inside one function: what decides whether other threads can have it too.</summary>
internal readonly record struct Root(RootKind Kind, int Parameter = -1)
{
    public static readonly Root Owned = new(RootKind.Owned);
    public static readonly Root This = new(RootKind.This);
    public static readonly Root Shared = new(RootKind.Shared);
}

internal enum RootKind
{
    /// <summary>Made here, or handed in by someone who keeps no copy.</summary>
    Owned,

    /// <summary>The object the function belongs to.</summary>
    This,

    /// <summary>An argument: as shared as what the caller passed.</summary>
    Argument,

    /// <summary>Static, or a variable of an enclosing function.</summary>
    Shared,
}
