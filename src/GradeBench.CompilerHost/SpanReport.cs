using GradeBench.Protocol;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>Locations as people count: from 1. A <c>#line</c> directive is not believed, because it could point a reviewer elsewhere.</summary>
internal static class SpanReport
{
    public static ReportedSpan? From(Location location)
    {
        if (location.SourceTree is not { FilePath: not ImplicitUsings.Path } tree) return null;

        var span = location.GetLineSpan().Span;
        return new ReportedSpan(tree.FilePath, span.Start.Line + 1, span.Start.Character + 1, span.End.Line + 1, span.End.Character + 1);
    }
}
