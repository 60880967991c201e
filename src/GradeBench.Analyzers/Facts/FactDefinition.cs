using System.Collections.Immutable;

namespace GradeBench.Analyzers;

/// <summary>A fact that exists: its id, what it says, and every value it can have.</summary>
/// <param name="Example">One line of code or prose that leads to the first value worth having.</param>
public sealed record FactDefinition(string Id, string Category, string Meaning, ImmutableArray<FactValue> Values, string Example)
{
    /// <summary>Whether <paramref name="value"/> is one of the fact's values.</summary>
    public bool Allows(string value) => Values.Any(known => known.Value == value);
}

/// <summary>One value of a fact and when it is reported.</summary>
public sealed record FactValue(string Value, string Meaning);
