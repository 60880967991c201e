using System.Collections.Immutable;
using GradeBench.CompilerHost.Analysis;
using GradeBench.CompilerHost.Source;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace GradeBench.CompilerHost;

/// <summary>Turns a submission's sources into an assembly and evidence, in memory. The same request gives the same answer, byte for byte.</summary>
internal sealed class SubmissionCompiler(ImmutableArray<MetadataReference> references)
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

    private static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.Embedded);

    public CompileResponse Compile(CompileRequest request)
    {
        var sources = request.Files
            .Where(file => file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        var flags = new SubmissionFlags();
        flags.AddIgnoredFiles(request.Files.Except(sources));

        var refused = SourceGuard.Check(sources);
        if (refused.Count > 0) return Refusal(refused, flags);

        var trees = sources.Select(Parse).ToList();
        var compilation = _empty.AddSyntaxTrees(trees);
        flags.AddFromSource(sources, trees);
        flags.AddFromSymbols(compilation, trees);

        var binding = ContractBinding.Check(compilation, request.Assessment);
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly, options: EmitOptions);
        var diagnostics = emitted.Diagnostics.Where(d => d.Location.SourceTree is not { FilePath: ImplicitUsings.Path }).Concat(binding).ToList();
        var succeeded = emitted.Success && binding.IsEmpty;

        var evidence = SubmissionAnalysis.Run(compilation);
        flags.Add(evidence.Flags);
        return new CompileResponse(
            succeeded,
            succeeded ? assembly.ToArray() : null,
            DiagnosticReport.From(diagnostics),
            evidence.Findings,
            evidence.Facts,
            evidence.Measures,
            flags.ToList());
    }

    private static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(file.Text, System.Text.Encoding.UTF8), ParseOptions, file.Path);

    private static CompileResponse Refusal(IReadOnlyList<SourceRefusal> refused, SubmissionFlags flags)
    {
        flags.Add(refused.Select(r => $"not analysed: {r.Reason}"));
        return new CompileResponse(
            Succeeded: false,
            Assembly: null,
            [.. refused.Select(r => new ReportedDiagnostic(r.Id, ReportedSeverity.Error, r.Message, r.Span))],
            [], [], [],
            flags.ToList());
    }

    private static IEnumerable<string> TargetSymbols() =>
        ["NET", "NETCOREAPP", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "TRACE"];
}
