using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>Evidence only: whether the code declares exception types of its own and throws them (<c>exceptions.custom</c>).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CustomExceptionAnalyzer : WholeProgramAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var fact = FactCatalogue.ExceptionsCustom;
        var declared = program.Types().Where(type => type.TypeKind == TypeKind.Class && program.Symbols.IsException(type)).ToList();
        if (declared.Count == 0)
        {
            report(FactReport.Fact(fact, "none", "The code declares no exception types of its own.", []));
            return;
        }

        var guessed = declared.All(type => !type.DerivesFrom(program.Symbols.Exception));
        var thrown = program.Operations
            .Where(operation => RaisedType(operation) is { } type && declared.Any(own => type.DerivesFrom(own)))
            .Select(operation => operation.Location())
            .ToList();
        var names = string.Join(", ", declared.Select(type => type.Name).Take(5));
        var places = declared.Select(type => type.Declaration());

        report(thrown.Count == 0
            ? FactReport.Fact(fact, "defined", $"{names}: declared, but never thrown.", places, guessed)
            : FactReport.Fact(fact, "thrown", $"{names}: declared and thrown.", places.Concat(thrown), guessed));
    }

    // An exception also reaches its receiver through a faulted task.
    private static ITypeSymbol? RaisedType(IOperation operation) => operation switch
    {
        IThrowOperation { Exception: { } exception } => Thrown(exception),
        IInvocationOperation { TargetMethod.Name: "FromException" or "SetException" or "TrySetException", Arguments: { Length: > 0 } arguments } =>
            arguments[arguments.Length - 1].Value.Unwrapped().Type,
        _ => null,
    };

    // throw Create(...) throws what Create returns.
    private static ITypeSymbol? Thrown(IOperation exception) => exception.Unwrapped().Type;
}
