using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradeBench.CompilerHost;

/// <summary>The <c>global using</c>s the SDK adds to a console or library project.</summary>
internal static class ImplicitUsings
{
    // Angle brackets, so that no submitted file can have this path.
    public const string Path = "<implicit usings>";

    private const string Source = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    public static SyntaxTree Tree(CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(Source, options, Path, System.Text.Encoding.UTF8);
}
