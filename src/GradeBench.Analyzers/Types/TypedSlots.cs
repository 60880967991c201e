using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Types;

/// <summary>Finds every place where the code's author chose a type. What an interface, a base class or a delegate prescribes was not chosen.</summary>
internal static class TypedSlots
{
    public static IEnumerable<TypedSlot> In(SourceProgram program)
    {
        var locks = LockObjects(program);
        var prescribed = DelegateTargets(program);
        foreach (var type in program.Types().Where(type => !type.IsImplicitlyDeclared))
        {
            foreach (var member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && !member.IsPrescribed()))
            {
                foreach (var slot in Slots(member, program.Symbols))
                {
                    if (!locks.Contains(member) && !(member is IMethodSymbol && prescribed.Contains(member))) yield return slot;
                }
            }
        }
    }

    private static IEnumerable<TypedSlot> Slots(ISymbol member, WellKnownSymbols symbols)
    {
        switch (member)
        {
            case IFieldSymbol { AssociatedSymbol: null, ContainingType.TypeKind: not TypeKind.Enum } field:
                yield return Slot(field, field.Type, field.NullableAnnotation, field);
                break;
            case IPropertySymbol property:
                yield return Slot(property, property.Type, property.NullableAnnotation, property);
                foreach (var parameter in property.Parameters) yield return Slot(property, parameter.Type, parameter.NullableAnnotation, parameter);
                break;
            case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator } method:
                if (!method.ReturnsVoid) yield return Slot(method, method.ReturnType, method.ReturnNullableAnnotation, method);
                foreach (var parameter in method.Parameters.Where(p => !IsEventSender(p, symbols))) yield return Slot(method, parameter.Type, parameter.NullableAnnotation, parameter);
                break;
        }
    }

    private static TypedSlot Slot(ISymbol member, ITypeSymbol type, NullableAnnotation annotation, ISymbol place) =>
        new(member, type, place.Declaration(), TypedSlot.Judge(type, annotation));

    private static bool IsEventSender(IParameterSymbol parameter, WellKnownSymbols symbols) =>
        parameter.ContainingSymbol is IMethodSymbol { Parameters: { Length: 2 } both } && parameter.Ordinal == 0 && both[1].Type.DerivesFrom(symbols.EventArgs);

    // A field of type object that is only locked means nothing else by it.
    private static HashSet<ISymbol> LockObjects(SourceProgram program)
    {
        var locked = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in program.Operations)
        {
            var target = operation switch
            {
                ILockOperation held => held.LockedValue,
                IInvocationOperation { TargetMethod.ContainingType: var type, Arguments: { Length: > 0 } arguments } when type.FullName() == "System.Threading.Monitor" => arguments[0].Value,
                _ => null,
            };
            if (target?.Unwrapped().ReferencedSymbol() is { } symbol) locked.Add(symbol);
        }

        return locked;
    }

    // A method given as TimerCallback, WaitCallback or the like has its parameters from there.
    private static HashSet<ISymbol> DelegateTargets(SourceProgram program) =>
        new(program.Operations
            .OfType<IDelegateCreationOperation>()
            .Where(creation => creation.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && invoke.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_Object))
            .Select(creation => creation.Target).OfType<IMethodReferenceOperation>().Select(target => (ISymbol)target.Method), SymbolEqualityComparer.Default);
}
