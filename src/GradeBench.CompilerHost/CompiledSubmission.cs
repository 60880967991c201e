using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>What is kept of the submission compiled last until it is analysed.</summary>
/// <param name="Compilation">The files that can be analysed safely, and the references.</param>
/// <param name="Trees">Those files.</param>
internal sealed record CompiledSubmission(Compilation Compilation, ImmutableArray<SyntaxTree> Trees);
