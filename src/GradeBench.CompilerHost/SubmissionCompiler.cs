using System.Collections.Immutable;
using GradeBench.CompilerHost.Source;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace GradeBench.CompilerHost;

/// <summary>Turns a submission's sources into an assembly, in memory. The same request gives the same answer, byte for byte.</summary>
internal sealed class SubmissionCompiler(ImmutableArray<MetadataReference> references, SubmissionPackages packages)
{
    private const string AssemblyName = "Submission";

    // No preview features, so that every installation accepts the same language.
    private static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Regular, preprocessorSymbols: TargetSymbols());

    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true,
        concurrentBuild: true)
        .WithSyntaxTreeOptionsProvider(new NothingIsGenerated());

    // Submissions made from one compilation share what is known of the references, which is most of the work on a small one.
    private readonly CSharpCompilation _empty = CSharpCompilation.Create(AssemblyName, [ImplicitUsings.Tree(ParseOptions)], references, Options);

    // The same with packages, one for each set that some assessment allows.
    private readonly Dictionary<string, CSharpCompilation> _withPackages = new(StringComparer.Ordinal);

    private static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.Embedded);

    /// <summary>The submission compiled last, to be analysed; null when there is none.</summary>
    public CompiledSubmission? Last { get; private set; }

    /// <exception cref="InvalidOperationException">A package is not one of this host's.</exception>
    public CompileResponse Compile(CompileRequest request)
    {
        Last = null;
        var allowed = packages.Named(request.Packages);
        var empty = EmptyWith(allowed);
        var sources = request.Files
            .Where(file => file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        var flags = new SubmissionFlags();
        flags.AddIgnoredFiles(request.Files.Except(sources));

        var guarded = SourceGuard.Check(sources);
        if (guarded.Obstacle is { } obstacle)
        {
            Last = new CompiledSubmission(empty, []);
            return NotCompiled([new ReportedDiagnostic("GBC100", ReportedSeverity.Error, obstacle, null)], [new ReportedGap(obstacle.TrimEnd('.'), null)], flags);
        }

        var refused = guarded.Refusals.Select(refusal => refusal.Path).ToHashSet(StringComparer.Ordinal);
        var safe = sources.Where(file => !refused.Contains(file.Path)).Select(Parse).ToImmutableArray();
        var gaps = guarded.Refusals.Select(refusal => refusal.ToGap()).ToList();
        flags.AddFromSource(sources, safe);

        var analysed = empty.AddSyntaxTrees(safe);
        Last = new CompiledSubmission(analysed, safe);
        if (request.OnlyToAnalyse || guarded.Refusals.Any(refusal => !refusal.IsCompiled))
            return NotCompiled([.. guarded.Refusals.Where(refusal => !refusal.IsCompiled).Select(refusal => refusal.ToError())], gaps, flags);

        var compiled = gaps.Count == 0 ? analysed : Careful(empty, sources, safe, refused);
        return Emit(compiled, request.Assessment, allowed, gaps, flags);
    }

    private CompileResponse Emit(
        CSharpCompilation compilation, string assessment, IReadOnlyList<SubmissionPackage> allowed, IReadOnlyList<ReportedGap> gaps, SubmissionFlags flags)
    {
        var binding = ContractBinding.Check(compilation, assessment);
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly, options: EmitOptions);
        var diagnostics = emitted.Diagnostics.Where(d => d.Location.SourceTree is not { FilePath: ImplicitUsings.Path }).Concat(binding).ToList();
        if (!emitted.Success) diagnostics.AddRange(MissingPackages.Explain(diagnostics, packages, allowed));
        var succeeded = emitted.Success && binding.IsEmpty;
        return new CompileResponse(succeeded, succeeded ? assembly.ToArray() : null, DiagnosticReport.From(diagnostics), gaps, flags.ToList());
    }

    // On this thread only, whose stack is deep: what the guard lets the compiler try nests deeper than pool threads can follow.
    private static CSharpCompilation Careful(CSharpCompilation empty, IEnumerable<SourceFile> sources, ImmutableArray<SyntaxTree> safe, HashSet<string> refused) =>
        empty.WithOptions(Options.WithConcurrentBuild(false))
            .AddSyntaxTrees(safe)
            .AddSyntaxTrees(sources.Where(file => refused.Contains(file.Path)).Select(Parse));

    private CSharpCompilation EmptyWith(IReadOnlyList<SubmissionPackage> allowed)
    {
        if (allowed.Count == 0) return _empty;

        var key = string.Join(' ', allowed.Select(package => package.Name));
        return _withPackages.TryGetValue(key, out var known)
            ? known
            : _withPackages[key] = _empty.AddReferences(allowed.Select(package => package.Reference));
    }

    private static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(file.Text, System.Text.Encoding.UTF8), ParseOptions, file.Path);

    private static CompileResponse NotCompiled(
        IReadOnlyList<ReportedDiagnostic> diagnostics, IReadOnlyList<ReportedGap> gaps, SubmissionFlags flags) =>
        new(Succeeded: false, Assembly: null, diagnostics, gaps, flags.ToList());

    private static IEnumerable<string> TargetSymbols() =>
        ["NET", "NETCOREAPP", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "TRACE"];
}
