using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Resources;

/// <summary>GB0701: something that holds a file, a timer or a connection is made, used, and neither closed nor handed on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.Undisposed, RuleCategories.Resources,
        "What was opened is never closed",
        "'{0}' is made here and never disposed, so what it holds stays open until the garbage collector comes by. Write 'using'.");

    // These hold nothing, or nothing until asked for a handle; a client has a rule of its own.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "System.IO.MemoryStream", "System.IO.StringReader", "System.IO.StringWriter", "System.Threading.SemaphoreSlim", "System.Threading.ManualResetEventSlim",
        "System.Threading.CountdownEvent", "System.Net.Http.HttpClient", "System.Net.Http.HttpRequestMessage", "System.Net.Http.HttpResponseMessage", "System.Threading.Tasks.Task",
        "System.Data.DataTable", "System.Data.DataSet", "System.Threading.ReaderWriterLockSlim", "System.Security.Cryptography.RandomNumberGenerator",
    };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.ResourcesUndisposed);
        var uses = new Lazy<ILookup<ISymbol, ILocalReferenceOperation>>(() => program.Operations.OfType<ILocalReferenceOperation>()
            .ToLookup(reference => (ISymbol)reference.Local, SymbolEqualityComparer.Default));
        foreach (var operation in program.Operations)
        {
            if (operation is IVariableDeclaratorOperation { Symbol: var local } declarator && declarator.GetVariableInitializer()?.Value is { } value
                && Opened(value) is { } type && !IsUsing(declarator) && uses.Value[local].All(use => !ClosesOrHandsOn(use, local)))
                sightings.Add(report, value.Location(), type.Name);
            else if (operation is IInvocationOperation { Instance: { } instance } && instance.Unwrapped() is IObjectCreationOperation && Opened(instance) is { } nameless)
                sightings.Add(report, instance.Location(), nameless.Name);
        }

        report(sightings.Conclude("Something that must be closed is neither disposed nor handed on.", "All that is opened is closed or handed on."));
    }

    // What the value opens: a new object with something behind it, or a file opened by its name.
    private static ITypeSymbol? Opened(IOperation value) => value.Unwrapped() switch
    {
        IObjectCreationOperation { Type: { } type } creation when IsDisposable(type) && !IsHarmless(type, creation) => type,
        IInvocationOperation { TargetMethod: { IsStatic: true } method } when method.ContainingType.FullName() == "System.IO.File" && IsDisposable(method.ReturnType) => method.ReturnType,
        IInvocationOperation { TargetMethod: { Name: "CreateLinkedTokenSource" } method } => method.ReturnType,
        _ => null,
    };

    private static bool IsDisposable(ITypeSymbol type) => type.AllInterfaces.Any(i => i.FullName() is "System.IDisposable" or "System.IAsyncDisposable");

    // A token source without a timer needs no closing; an enumerator-like type of the submission may.
    private static bool IsHarmless(ITypeSymbol type, IObjectCreationOperation creation)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Harmless.Contains(current.FullName()) || current.FullName() == "System.Net.Http.HttpContent") return true;
        }

        return type.FullName() == "System.Threading.CancellationTokenSource" && creation.Arguments.IsEmpty;
    }

    private static bool IsUsing(IOperation declarator)
    {
        for (var current = declarator.Parent; current is not null and not IBlockOperation; current = current.Parent)
        {
            if (current is IUsingDeclarationOperation or IUsingOperation) return true;
        }

        return false;
    }

    private static bool ClosesOrHandsOn(ILocalReferenceOperation use, ILocalSymbol local)
    {
        // A lambda or local function may close it whenever it runs.
        if (!use.EnclosingMethod().Is(local.ContainingSymbol)) return true;

        var (value, parent) = ((IOperation)use, use.Parent);
        while (parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation) (value, parent) = (parent, parent.Parent);
        return parent switch
        {
            IInvocationOperation call when call.Instance == value => call.TargetMethod.Name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync",
            IConditionalAccessOperation access => access.WhenNotNull.SelfAndInner().Any(o => o is IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" or "Close" }),
            IMemberReferenceOperation => false,
            IIsPatternOperation or IBinaryOperation or IIsTypeOperation => false,
            // Assigned anew: what it held before is another matter.
            ISimpleAssignmentOperation assignment when assignment.Target == value => false,
            _ => true,
        };
    }
}
