using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Recognizes what excludes other threads, and names locks so that two places can be seen to use the same one.</summary>
internal sealed class Locks(SourceProgram program)
{
    private readonly HashSet<ISymbol> _throttles = FindThrottles(program);

    /// <summary>The lock a call takes; null when it takes none.</summary>
    public ISymbol? TakenBy(IInvocationOperation call) => call.TargetMethod.ContainingType.FullName() switch
    {
        "System.Threading.Monitor" when call.TargetMethod.Name is "Enter" or "TryEnter" => NameOf(call.Arguments[0].Value),
        "System.Threading.Lock" when call.TargetMethod.Name is "Enter" or "TryEnter" or "EnterScope" => NameOf(call.Instance),
        "System.Threading.SemaphoreSlim" when call.TargetMethod.Name is "Wait" or "WaitAsync" => Exclusive(call.Instance),
        "System.Threading.WaitHandle" when call.TargetMethod.Name == "WaitOne" && call.Instance?.Type.FullName() is "System.Threading.Mutex" or "System.Threading.Semaphore" => Exclusive(call.Instance),
        "System.Threading.ReaderWriterLockSlim" when call.TargetMethod.Name is "EnterWriteLock" or "TryEnterWriteLock" or "EnterUpgradeableReadLock" => NameOf(call.Instance),
        "System.Threading.SpinLock" when call.TargetMethod.Name is "Enter" or "TryEnter" => NameOf(call.Instance),
        _ => null,
    };

    /// <summary>The lock a call gives back; null when it gives none back.</summary>
    public static ISymbol? ReleasedBy(IInvocationOperation call) => call.TargetMethod.ContainingType.FullName() switch
    {
        "System.Threading.Monitor" when call.TargetMethod.Name == "Exit" => NameOf(call.Arguments[0].Value),
        "System.Threading.Lock" or "System.Threading.SpinLock" when call.TargetMethod.Name == "Exit" => NameOf(call.Instance),
        "System.Threading.SemaphoreSlim" or "System.Threading.Semaphore" when call.TargetMethod.Name == "Release" => NameOf(call.Instance),
        "System.Threading.Mutex" when call.TargetMethod.Name == "ReleaseMutex" => NameOf(call.Instance),
        "System.Threading.ReaderWriterLockSlim" when call.TargetMethod.Name is "ExitWriteLock" or "ExitUpgradeableReadLock" => NameOf(call.Instance),
        _ => null,
    };

    /// <summary>A name for the locked object; null when it is new each time and so excludes nobody.</summary>
    public static ISymbol? NameOf(IOperation? locked)
    {
        switch (locked?.Unwrapped())
        {
            case ILocalReferenceOperation { Local: var local } reference when local.ContainingSymbol.Is(reference.EnclosingMethod()):
                return DeclaredValue(local, reference) is { } value && value.Unwrapped() is not IObjectCreationOperation ? NameOf(value) : null;
            case IInstanceReferenceOperation self: return self.Type;
            case ITypeOfOperation type: return type.TypeOperand;
            case IObjectCreationOperation or null: return null;
            case var other: return other.ReferencedSymbol()?.OriginalDefinition ?? other.Type;
        }
    }

    /// <summary>What a local variable was declared with, looked up in the code around a reference.</summary>
    public static IOperation? DeclaredValue(ILocalSymbol local, IOperation near)
    {
        var root = near;
        while (root.Parent is not null) root = root.Parent;
        return root.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => d.Symbol.Is(local))?.GetVariableInitializer()?.Value;
    }

    private ISymbol? Exclusive(IOperation? semaphore) => NameOf(semaphore) is { } name && !_throttles.Contains(name) ? name : null;

    // A semaphore that lets more than one in bounds how many work, but excludes nobody.
    private static HashSet<ISymbol> FindThrottles(SourceProgram program)
    {
        var throttles = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in program.Operations)
        {
            if (operation is not IObjectCreationOperation { Arguments.Length: > 0 } creation
                || creation.Type.FullName() is not ("System.Threading.SemaphoreSlim" or "System.Threading.Semaphore")
                || creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 1 }) continue;

            // Stored under a name, possibly through ??=, a conditional or a conversion.
            for (var parent = creation.Parent; parent is not null; parent = parent.Parent)
            {
                var names = parent switch
                {
                    IFieldInitializerOperation field => field.InitializedFields.Cast<ISymbol>(),
                    IPropertyInitializerOperation property => property.InitializedProperties,
                    IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => [declarator.Symbol],
                    IAssignmentOperation { Target: var target } => target.ReferencedSymbol() is { } symbol ? [symbol] : [],
                    _ => null,
                };
                if (names is null) continue;
                throttles.UnionWith(names);
                break;
            }
        }

        return throttles;
    }
}
