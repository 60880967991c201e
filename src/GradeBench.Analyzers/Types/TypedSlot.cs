using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Types;

/// <summary>How much a declared type says.</summary>
internal enum Precision
{
    Says,

    /// <summary>It is or contains <c>object</c>.</summary>
    Object,

    /// <summary>It is or contains <c>dynamic</c>.</summary>
    Dynamic,

    /// <summary>It is a collection without an element type.</summary>
    NonGeneric,

    /// <summary>It is a reference in code without null checks, so nobody knows whether null is meant.</summary>
    Oblivious,
}

/// <summary>One place where the author chose a type: a parameter, a result, a field, a property.</summary>
internal sealed record TypedSlot(ISymbol Member, ITypeSymbol Type, Location Place, Precision Precision)
{
    public static Precision Judge(ITypeSymbol type, NullableAnnotation annotation)
    {
        var weak = Weakness(type);
        if (weak != Precision.Says) return weak;
        return type.IsReferenceType && annotation == NullableAnnotation.None && type is not ITypeParameterSymbol ? Precision.Oblivious : Precision.Says;
    }

    // List<object>, Dictionary<string, dynamic> and Task<object> are as weak as what they hold.
    private static Precision Weakness(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => Precision.Dynamic,
        { SpecialType: SpecialType.System_Object } => Precision.Object,
        IArrayTypeSymbol array => Weakness(array.ElementType),
        _ when NonGenericCollectionAnalyzer.IsNonGeneric(type) => Precision.NonGeneric,
        INamedTypeSymbol { TypeArguments.IsEmpty: false } generic =>
            generic.TypeArguments.Select(Weakness).FirstOrDefault(weak => weak != Precision.Says),
        _ => Precision.Says,
    };
}
