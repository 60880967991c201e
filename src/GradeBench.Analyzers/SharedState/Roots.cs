using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Tells, inside one function, where values come from.</summary>
internal sealed class Roots(IMethodSymbol function)
{
    /// <summary>Whether a property only stores its value.</summary>
    public static bool IsStored(IPropertySymbol property) =>
        property.ContainingType?.GetMembers().OfType<IFieldSymbol>().Any(field => field.AssociatedSymbol.Is(property.OriginalDefinition)) == true;

    /// <summary>Where the object a value refers to comes from.</summary>
    public Root Of(IOperation? value)
    {
        switch (value?.Unwrapped())
        {
            case null: return Root.This;
            case IInstanceReferenceOperation: return Root.This;
            case IFieldReferenceOperation { Field: var field } reference: return field.IsStatic ? Root.Shared : Of(reference.Instance);
            case IPropertyReferenceOperation { Property: var property } reference: return property.IsStatic ? Root.Shared : Of(reference.Instance);
            case IParameterReferenceOperation { Parameter: var parameter }: return OfParameter(parameter);
            case ILocalReferenceOperation { Local: var local } reference:
                if (!local.ContainingSymbol.Is(function)) return Root.Shared;
                // An alias is as shared as what it stands for; what a call returns is taken to be the caller's own.
                var declared = Locks.DeclaredValue(local, reference)?.Unwrapped();
                return declared is IFieldReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILocalReferenceOperation ? Of(declared) : Root.Owned;
            case IArrayElementReferenceOperation element: return Of(element.ArrayReference);
            default: return Root.Owned;
        }
    }

    /// <summary>
    /// The variable an operation touches and where its object comes from; null for what no other thread can name. Elements
    /// of arrays and lists written by an index are taken to be one per thread, unless the index is a constant.
    /// </summary>
    public (ISymbol Variable, Root Root)? Variable(IOperation operation, ref AccessKind kind)
    {
        switch (operation.Unwrapped())
        {
            case IFieldReferenceOperation { Field: { IsConst: false } field } reference when !IsPerThread(field):
                return (field.OriginalDefinition, field.IsStatic ? Root.Shared : Of(reference.Instance));
            case IPropertyReferenceOperation { Property: { IsIndexer: true } } indexed:
                return indexed.Instance is { } collection ? Element(collection, ref kind) : null;
            case IPropertyReferenceOperation { Property: var property } reference when IsStored(property):
                return (property.OriginalDefinition, property.IsStatic ? Root.Shared : Of(reference.Instance));
            case IArrayElementReferenceOperation element:
                if (kind != AccessKind.ReadModifyWrite || !element.Indices.All(i => i.ConstantValue.HasValue || IsOutside(i)))
                {
                    kind = AccessKind.Read;
                }

                return Variable(element.ArrayReference, ref kind);
            case ILocalReferenceOperation { Local: var local }:
                return local.ContainingSymbol.Is(function) || local.IsConst ? null : (local, Root.Shared);
            // What synchronizes itself is as shared as what the caller handed in.
            case IParameterReferenceOperation { Parameter: var own } when kind == AccessKind.SelfGuarded && own.ContainingSymbol.Is(function):
                return (own, new Root(RootKind.Argument, own.Ordinal));
            case IParameterReferenceOperation { Parameter: var parameter } when !parameter.ContainingSymbol.Is(function):
                return (parameter, IsPrimary(parameter) ? Root.This : Root.Shared);
            default:
                return null;
        }
    }

    private static bool IsPerThread(IFieldSymbol field) => field.IsStatic && field.GetAttributes().Any(a => a.AttributeClass.FullName() == "System.ThreadStaticAttribute");

    // map[key] = value changes a dictionary; so does map[key]++. A list's elements are like an array's.
    private (ISymbol Variable, Root Root)? Element(IOperation collection, ref AccessKind kind)
    {
        if (SelfGuardedTypes.IsSelfGuarded(collection.Type)) kind = AccessKind.SelfGuarded;
        else if (kind == AccessKind.Write)
            kind = SelfGuardedTypes.IsPlainCollection(collection.Type) && collection.Type!.Name.Contains("Dictionary") ? AccessKind.Mutation : AccessKind.Read;

        return Variable(collection, ref kind);
    }

    private bool IsOutside(IOperation index) =>
        index.Unwrapped() is IFieldReferenceOperation || index.Unwrapped() is ILocalReferenceOperation { Local: var local } && !local.ContainingSymbol.Is(function);

    private Root OfParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.Is(function) ? new Root(RootKind.Argument, parameter.Ordinal)
        : IsPrimary(parameter) ? Root.This
        : Root.Shared;

    // A primary constructor's parameter, used in a member, is a field in all but name.
    private static bool IsPrimary(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
}
