using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Pipelines;

/// <summary>GB0601: a file is read as a whole and then looked at line by line, so its size decides how much memory is needed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WholeFileReadAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.WholeFileRead, RuleCategories.Pipelines,
        "A file is read as a whole before its lines are looked at",
        "'{0}' puts the whole input into memory, and the code then goes through its lines. Read line by line.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var flow = new TextFlow(program);
        var reads = program.Operations.Select(operation => PerLine(operation, flow)).OfType<IInvocationOperation>()
            .GroupBy(read => read.Syntax).Select(same => same.First()).ToList();
        foreach (var read in reads) report(Diagnostic.Create(Descriptor, read.Location(), read.TargetMethod.Name));

        var streamed = program.Operations.OfType<IInvocationOperation>().Where(call => flow.Of(call).Part is TextPart.Lines or TextPart.Line).Select(call => call.Location()).ToList();
        report(reads.Count > 0 ? FactReport.Fact(FactCatalogue.PipelinesReading, "whole-file", "Input is read as a whole before its lines are looked at.", reads.Select(read => read.Location()))
            : streamed.Count > 0 ? FactReport.Fact(FactCatalogue.PipelinesReading, "streamed", "Lines are read one after the other.", streamed)
            : FactReport.Fact(FactCatalogue.PipelinesReading, "none", "No lines of input are read.", []));
    }

    // The call that read everything, where this goes through its lines.
    private static IInvocationOperation? PerLine(IOperation operation, TextFlow flow)
    {
        var (part, origin) = operation switch
        {
            IForEachLoopOperation loop => flow.Of(loop.Collection),
            IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable", Name: not ("ToList" or "ToArray") }, Arguments: { Length: > 0 } arguments } => flow.Of(arguments[0].Value),
            IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } } split => flow.Of(split),
            IArrayElementReferenceOperation element when element.EnclosingWithin<ILoopOperation>() is not null => flow.Of(element.ArrayReference),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } index when index.EnclosingWithin<ILoopOperation>() is not null => flow.Of(list),
            IObjectCreationOperation { Type.Name: "StringReader", Arguments: { Length: 1 } arguments } => flow.Of(arguments[0].Value) is (TextPart.Whole, var whole) ? (TextPart.AllLines, whole) : default,
            _ => default,
        };

        return part == TextPart.AllLines ? origin : null;
    }
}
