namespace GradeBench.Analyzers.Exceptions;

/// <summary>What becomes of a caught exception on the path that treats it worst.</summary>
internal enum CatchFate
{
    /// <summary>It is rethrown, stored, returned, or given to someone.</summary>
    Kept,

    /// <summary>That something failed is logged, counted or told by a value, but not what.</summary>
    Noted,

    /// <summary>Nothing tells that there was one.</summary>
    Lost,
}
