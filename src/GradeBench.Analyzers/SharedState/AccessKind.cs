namespace GradeBench.Analyzers.SharedState;

/// <summary>How code touches a variable.</summary>
internal enum AccessKind
{
    Read,

    /// <summary>Stores a value that does not depend on the old one.</summary>
    Write,

    /// <summary>Reads, computes and stores in steps that others can get between: <c>++</c>, <c>+=</c>, <c>x = x + 1</c>.</summary>
    ReadModifyWrite,

    /// <summary>Changes a collection that is not made for several threads.</summary>
    Mutation,

    /// <summary>One indivisible step: Interlocked.</summary>
    Atomic,

    /// <summary>Uses an object that synchronizes itself: a concurrent collection, a channel.</summary>
    SelfGuarded,
}
