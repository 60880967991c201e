using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0405: <c>!</c> tells the compiler that a value is not null where nothing shows it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullForgivingAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.UnprovedNullForgiving, RuleCategories.Types,
        "A null check is overruled",
        "'{0}!' claims that the value is not null, and nothing before it shows that. Check it, or change its type.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesSuppressions);

        context.RegisterSyntaxNodeAction(c =>
        {
            var suppression = (PostfixUnaryExpressionSyntax)c.Node;

            // Where the compiler itself knows better, the mark is noise, not a risk. What it knows is asked for the operand alone, as if the mark were not there.
            var state = c.SemanticModel.GetSpeculativeTypeInfo(suppression.Operand.SpanStart, suppression.Operand, SpeculativeBindingOption.BindAsExpression).Nullability.FlowState;
            var literal = suppression.Operand.IsKind(SyntaxKind.NullLiteralExpression) || suppression.Operand.IsKind(SyntaxKind.DefaultLiteralExpression);
            if (literal || state == NullableFlowState.MaybeNull)
                sightings.Add(c.ReportDiagnostic, suppression.OperatorToken.GetLocation(), Shown(suppression.Operand));
        }, SyntaxKind.SuppressNullableWarningExpression);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(
            sightings.Conclude("Null checks are overruled with '!' where nothing proves them.", "No null check is overruled without proof.")));
    }

    private static string Shown(ExpressionSyntax operand)
    {
        var text = operand.ToString();
        return text.Length <= 40 && !text.Contains('\n') ? text : "…";
    }
}
