using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>The code of one member: a method's body, an accessor's, an initializer's.</summary>
/// <param name="Owner">The member.</param>
/// <param name="Blocks">Its operations; a constructor has its initializer beside its body.</param>
internal sealed record SourceBody(ISymbol Owner, ImmutableArray<IOperation> Blocks);
