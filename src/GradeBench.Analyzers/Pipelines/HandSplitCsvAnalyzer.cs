using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Pipelines;

/// <summary>GB0603: lines are cut at every comma, also at one inside quotes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandSplitCsvAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.HandSplitCsv, RuleCategories.Pipelines,
        "CSV is cut at every separator",
        "This cuts a line at every '{0}', also at one inside quotes. Use a CSV reader, or read quotes too.");

    private static readonly string[] Readers = ["CsvReader", "CsvParser", "TextFieldParser", "CsvDataReader", "SepReader"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var flow = new TextFlow(program);
        var quoting = QuotingTypes(program);
        var naive = new List<Location>();
        foreach (var split in program.Operations.OfType<IInvocationOperation>())
        {
            if (split.TargetMethod is not { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } || Separator(split) is not { } separator) continue;
            if (flow.Of(split.Instance).Part != TextPart.Line || Owner(split) is { } owner && quoting.Contains(owner)) continue;

            naive.Add(split.Location());
            report(Diagnostic.Create(Descriptor, split.Location(), separator));
        }

        report(naive.Count > 0 ? FactReport.Fact(FactCatalogue.PipelinesCsv, "naive", "Lines are cut at every separator, quoted or not.", naive)
            : quoting.Count > 0 || UsesReader(program) is not null ? FactReport.Fact(FactCatalogue.PipelinesCsv, "quoted", "Cells are read by code that knows quotes.", UsesReader(program) is { } place ? [place] : [])
            : FactReport.Fact(FactCatalogue.PipelinesCsv, "none", "No lines are cut into cells.", []));
    }

    // A split into two parts looks for a key and its value.
    private static string? Separator(IInvocationOperation split) =>
        split.Arguments.Any(a => a.Parameter?.Name == "count" && a.Value.ConstantValue is { HasValue: true, Value: 2 }) ? null
        : TextFlow.Separators(split).FirstOrDefault(text => text is "," or ";");

    // Code that compares characters with a quote and with a separator reads quoted cells.
    private static HashSet<ISymbol> QuotingTypes(SourceProgram program) =>
        new(program.Operations.Where(o => o.ConstantValue is { HasValue: true, Value: '"' or "\"" }).Select(Owner).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    private static ISymbol? Owner(IOperation operation) => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart)?.ContainingType;

    private static Location? UsesReader(SourceProgram program) =>
        program.Operations.FirstOrDefault(o => o is IObjectCreationOperation { Type: { } type } && Readers.Contains(type.Name)
            || o is IInvalidOperation && Readers.Any(reader => o.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ObjectCreationExpressionSyntax created && created.Type.ToString().EndsWith(reader, StringComparison.Ordinal)))?.Location();
}
