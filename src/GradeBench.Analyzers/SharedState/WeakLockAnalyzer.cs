using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>GB0303: a lock on something others can lock too, or on an object nobody else has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakLockAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.WeakLock, RuleCategories.SharedState,
        "A lock is not private to what it guards",
        "This locks {0}. Lock a private readonly object.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var weak = new ConcurrentBag<Location>();
        var sound = new ConcurrentBag<Location>();

        context.RegisterOperationAction(c => Check(((ILockOperation)c.Operation).LockedValue, c.ReportDiagnostic), OperationKind.Lock);
        context.RegisterOperationAction(c =>
        {
            var call = (IInvocationOperation)c.Operation;
            if (call.TargetMethod.Name is "Enter" or "TryEnter" && call.TargetMethod.ContainingType.FullName() == "System.Threading.Monitor")
                Check(call.Arguments[0].Value, c.ReportDiagnostic);
        }, OperationKind.Invocation);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(
            !weak.IsEmpty ? FactReport.Fact(FactCatalogue.SharedLockTarget, "weak", "A lock is taken on an object that others can lock, or that nobody else has.", weak)
            : !sound.IsEmpty ? FactReport.Fact(FactCatalogue.SharedLockTarget, "private", "Every lock is an object of its own.", sound)
            : FactReport.Fact(FactCatalogue.SharedLockTarget, "none", "No locks are taken.", [])));

        void Check(IOperation locked, Action<Diagnostic> report)
        {
            if (Weakness(locked) is not { } weakness)
            {
                sound.Add(locked.Location());
                return;
            }

            weak.Add(locked.Location());
            report(Diagnostic.Create(Descriptor, locked.Location(), weakness));
        }
    }

    private static string? Weakness(IOperation locked) => locked.Unwrapped() switch
    {
        IInstanceReferenceOperation => "'this', which every user of the object can lock too",
        ITypeOfOperation => "a type, which all code can lock",
        { Type.SpecialType: SpecialType.System_String } => "a string, which is shared with equal strings elsewhere",
        { Type: { IsValueType: true, Name: not "Lock" } } => "a copy of a value, which is new each time",
        IObjectCreationOperation => "a new object each time, so it excludes nobody",
        ILocalReferenceOperation { Local: var local } reference when IsMadeInThisCall(local, reference) => "an object made in this call, so it excludes nobody",
        IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected } } => "a field that others can reach, and so lock",
        IPropertyReferenceOperation { Property: { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected, DeclaringSyntaxReferences.IsEmpty: false } } => "an object that others can reach, and so lock",
        _ => null,
    };

    // A local that a lambda captures is one object for all of the lambda's runs.
    private static bool IsMadeInThisCall(ILocalSymbol local, IOperation reference) =>
        local.ContainingSymbol.Is(reference.EnclosingMethod()) && Locks.DeclaredValue(local, reference)?.Unwrapped() is IObjectCreationOperation
        && !IsCaptured(local, reference);

    private static bool IsCaptured(ILocalSymbol local, IOperation reference)
    {
        var root = reference;
        while (root.Parent is not null) root = root.Parent;
        return root.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(other => other.Local.Is(local) && !other.EnclosingMethod().Is(local.ContainingSymbol));
    }
}
