using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradeBench.CompilerHost.Source;

/// <summary>Collects what a reviewer should know and no score depends on. Each kind is told once, with the first places.</summary>
internal sealed class SubmissionFlags
{
    private const int MaxPlaces = 5;
    private const int MaxFlags = 50;

    private readonly SortedDictionary<string, List<string>> _places = new(StringComparer.Ordinal);
    private readonly List<string> _others = [];

    public void Add(IEnumerable<string> flags) => _others.AddRange(flags);

    public void AddIgnoredFiles(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal)) Note("ignored, because only .cs files are compiled", file.Path);
    }

    /// <summary>Looks at the text and the syntax: hidden characters, directives, <c>unsafe</c>.</summary>
    public void AddFromSource(IReadOnlyList<SourceFile> files, IReadOnlyList<SyntaxTree> trees)
    {
        foreach (var file in files)
        {
            if (file.Text.Any(IsDirectional)) Note("has characters that reorder what is shown (bidirectional controls)", file.Path);
            if (file.Text.AsSpan().TrimStart('\uFEFF').ContainsAny(HiddenCharacters)) Note("has invisible characters", file.Path);
        }

        foreach (var tree in trees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes(descendIntoTrivia: true))
            {
                if (Kind(node) is { } kind) Note(kind, Place(node.GetLocation()));
            }
        }
    }

    /// <summary>Looks at what the code calls: loading code, native calls, ending the process.</summary>
    public void AddFromSymbols(Compilation compilation, IReadOnlyList<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(n => Sensitive.ContainsKey(n.Identifier.ValueText)))
            {
                if (model.GetSymbolInfo(name).Symbol is { } symbol && Owner(symbol) is { } owner
                    && Sensitive[name.Identifier.ValueText] is var (type, kind) && owner.StartsWith(type, StringComparison.Ordinal))
                    Note(kind, Place(name.GetLocation()));
            }
        }
    }

    public IReadOnlyList<string> ToList() =>
        [.. _places.Select(entry => $"{entry.Key}: {Shown(entry.Value)}").Concat(_others.Order(StringComparer.Ordinal)).Take(MaxFlags)];

    private static readonly System.Buffers.SearchValues<char> HiddenCharacters = System.Buffers.SearchValues.Create("\u200B\u200C\u200D\u2060\uFEFF\u00AD\0");

    private static readonly Dictionary<string, (string Type, string Kind)> Sensitive = new(StringComparer.Ordinal)
    {
        ["Load"] = ("System.Reflection.Assembly", LoadsCode),
        ["LoadFrom"] = ("System.Reflection.Assembly", LoadsCode),
        ["LoadFile"] = ("System.Reflection.Assembly", LoadsCode),
        ["UnsafeLoadFrom"] = ("System.Reflection.Assembly", LoadsCode),
        ["LoadFromStream"] = ("System.Runtime.Loader.AssemblyLoadContext", LoadsCode),
        ["LoadFromAssemblyPath"] = ("System.Runtime.Loader.AssemblyLoadContext", LoadsCode),
        ["DynamicMethod"] = ("System.Reflection.Emit", LoadsCode),
        ["AssemblyBuilder"] = ("System.Reflection.Emit", LoadsCode),
        ["DllImport"] = ("System.Runtime.InteropServices", CallsNative),
        ["DllImportAttribute"] = ("System.Runtime.InteropServices", CallsNative),
        ["LibraryImport"] = ("System.Runtime.InteropServices", CallsNative),
        ["NativeLibrary"] = ("System.Runtime.InteropServices", CallsNative),
        ["UnsafeAccessor"] = ("System.Runtime.CompilerServices", "reaches into private members of others"),
        ["ModuleInitializer"] = ("System.Runtime.CompilerServices", "runs code when it is loaded (module initializer)"),
        ["Process"] = ("System.Diagnostics", "starts or inspects processes"),
        ["Exit"] = ("System.Environment", EndsProcess),
        ["FailFast"] = ("System.Environment", EndsProcess),
        ["SuppressMessage"] = ("System.Diagnostics.CodeAnalysis", Suppresses),
        ["GeneratedCode"] = ("System.CodeDom.Compiler", "calls itself generated code"),
    };

    private const string LoadsCode = "loads code at run time";
    private const string CallsNative = "calls native code";
    private const string EndsProcess = "ends the process";
    private const string Suppresses = "suppresses compiler or analyzer messages";

    private static string? Kind(SyntaxNode node) => node.Kind() switch
    {
        SyntaxKind.UnsafeStatement => "uses unsafe code",
        SyntaxKind.PragmaWarningDirectiveTrivia => Suppresses,
        SyntaxKind.LineDirectiveTrivia or SyntaxKind.LineSpanDirectiveTrivia => "renames its lines with #line (shown lines are the real ones)",
        _ when node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword) => "uses unsafe code",
        _ => null,
    };

    private static string? Owner(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.ToDisplayString(),
        { ContainingType: { } type } => type.ToDisplayString(),
        _ => null,
    };

    private static bool IsDirectional(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static string Place(Location location) => SpanReport.From(location) is { } span ? $"{span.File}:{span.StartLine}" : "?";

    private static string Shown(List<string> places)
    {
        var distinct = places.Distinct().ToList();
        var more = distinct.Count - MaxPlaces;
        return string.Join(", ", distinct.Take(MaxPlaces)) + (more > 0 ? $" and {more} more" : "");
    }

    private void Note(string kind, string place)
    {
        if (!_places.TryGetValue(kind, out var places)) _places[kind] = places = [];
        places.Add(place);
    }
}
