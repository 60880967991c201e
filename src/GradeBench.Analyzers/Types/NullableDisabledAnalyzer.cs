using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0404: the compiler's null checks are switched off, for a file or for everything.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullableDisabledAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.NullableDisabled, RuleCategories.Types,
        "Null checks are switched off",
        "'{0}' switches the compiler's null checks off for the code below. Remove it and fix what the compiler reports.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var trees = program.Compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal).ToList();
        var switches = trees.SelectMany(tree => Switches(tree, cancellationToken)).ToList();
        foreach (var off in switches) report(Diagnostic.Create(Descriptor, off.GetLocation(), off.ToString().Trim()));
        report(Conclude(program.Compilation, trees, switches, cancellationToken));
    }

    private static Diagnostic Conclude(Compilation compilation, List<SyntaxTree> trees, List<DirectiveTriviaSyntax> switches, CancellationToken cancellationToken)
    {
        var fact = FactCatalogue.TypesNullable;
        var places = switches.Select(off => off.GetLocation());
        if (compilation.Options.NullableContextOptions == NullableContextOptions.Disable)
        {
            return trees.Any(tree => Directives(tree, cancellationToken).OfType<NullableDirectiveTriviaSyntax>().Any(d => d.SettingToken.IsKind(SyntaxKind.EnableKeyword)))
                ? FactReport.Fact(fact, "partly", "Null checks are on in some files only.", places)
                : FactReport.Fact(fact, "disabled", "The project does not switch null checks on.", places);
        }

        // A file whose first directive switches them off, with code in every such file, has none left.
        return switches.Count == 0 ? FactReport.Fact(fact, "enabled", "Null checks are on in all code.", [])
            : trees.Where(HasCode).All(tree => switches.Any(off => off.SyntaxTree == tree && off.SpanStart <= FirstCode(tree))) ? FactReport.Fact(fact, "disabled", "Every file switches null checks off.", places)
            : FactReport.Fact(fact, "partly", "Null checks are switched off in some places.", places);
    }

    private static bool HasCode(SyntaxTree tree) => tree.GetRoot() is CompilationUnitSyntax { Members.Count: > 0 };

    private static int FirstCode(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot()).Members[0].SpanStart;

    private static IEnumerable<DirectiveTriviaSyntax> Switches(SyntaxTree tree, CancellationToken cancellationToken) =>
        Directives(tree, cancellationToken).Where(directive => directive switch
        {
            NullableDirectiveTriviaSyntax nullable => nullable.SettingToken.IsKind(SyntaxKind.DisableKeyword),
            PragmaWarningDirectiveTriviaSyntax pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && pragma.ErrorCodes.Any(IsNullCheck),
            _ => false,
        });

    private static IEnumerable<DirectiveTriviaSyntax> Directives(SyntaxTree tree, CancellationToken cancellationToken)
    {
        for (var directive = (tree.GetRoot(cancellationToken) as CSharpSyntaxNode)?.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            yield return directive;
    }

    private static bool IsNullCheck(ExpressionSyntax code)
    {
        var text = code.ToString();
        return text == "nullable" || text.Length == 6 && (text.StartsWith("CS86", StringComparison.Ordinal) || text.StartsWith("CS87", StringComparison.Ordinal));
    }
}
