using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>How one variable is protected.</summary>
internal enum Guard
{
    Interlocked,
    Lock,
    Concurrent,
    Mixed,
    Racy,
}

/// <summary>The verdict on one variable, with the places that show it.</summary>
internal sealed record VariableVerdict(ISymbol Variable, Guard Guard, IReadOnlyList<Access> Places)
{
    /// <summary>Judges a variable by all visits to it; null when no protection is needed or none can be judged.</summary>
    public static VariableVerdict? Judge(ISymbol variable, IReadOnlyList<Visit> all)
    {
        var visits = all.Where(v => !IsConstruction(v, variable)).ToList();
        var concurrent = visits.Where(v => v.IsConcurrent).ToList();
        var unguarded = visits.Where(v => IsStep(v) && v.Locks.IsEmpty).ToList();
        var racing = unguarded.Where(v => v.IsConcurrent && MeetsAnother(v, concurrent, variable)).ToList();
        var guarded = visits.Where(v => v.Access.Kind == AccessKind.Atomic || IsChange(v) && !v.Locks.IsEmpty).ToList();

        if (racing.Count > 0) return Verdict(variable, guarded.Count > 0 ? Guard.Mixed : Guard.Racy, racing);
        if (guarded.Count > 0)
        {
            // Somebody thought it needs a guard, and somebody else did without.
            if (unguarded.Count > 0 && IsSharedWithin(variable, visits)) return Verdict(variable, Guard.Mixed, unguarded);
            var overwriting = concurrent.Where(v => v.Access.Kind == AccessKind.Write && v.Locks.IsEmpty).ToList();
            if (overwriting.Count > 0 && overwriting.Any(v => MeetsAnother(v, concurrent, variable)) && Counts(variable, guarded)) return Verdict(variable, Guard.Mixed, overwriting);
        }

        var locked = guarded.Where(v => v.Access.Kind != AccessKind.Atomic).ToList();
        if (locked.Count > 0)
        {
            // What the callers lock is theirs: nobody else can see a local that nothing runs beside.
            if (locked.All(v => v.Access.Locks.IsEmpty) && !IsSharedWithin(variable, visits)) return null;

            var common = locked.Skip(1).Aggregate(locked[0].Locks, (held, visit) => held.Intersect(visit.Locks));
            return Verdict(variable, common.IsEmpty || locked.Count < guarded.Count ? Guard.Mixed : Guard.Lock, locked);
        }

        if (guarded.Count > 0) return Verdict(variable, Guard.Interlocked, guarded);
        var selfGuarded = concurrent.Where(v => v.Access.Kind == AccessKind.SelfGuarded).ToList();
        return selfGuarded.Count > 0 ? Verdict(variable, Guard.Concurrent, selfGuarded) : null;
    }

    private static VariableVerdict Verdict(ISymbol variable, Guard guard, IEnumerable<Visit> visits) =>
        new(variable, guard, [.. visits.Select(v => v.Access).GroupBy(a => a.Operation.Syntax).Select(g => g.First())]);

    private static bool IsStep(Visit visit) => visit.Access.Kind is AccessKind.ReadModifyWrite or AccessKind.Mutation;

    private static bool IsChange(Visit visit) => visit.Access.Kind is AccessKind.ReadModifyWrite or AccessKind.Mutation or AccessKind.Write;

    // A number that is only ever exchanged is a gate, and setting it back to its first value opens it.
    private static bool Counts(ISymbol variable, IEnumerable<Visit> guarded) =>
        variable is IFieldSymbol { Type: var type } && SelfGuardedTypes.IsNumber(type)
        && guarded.Any(v => v.Access.Operation is not IInvocationOperation { TargetMethod.Name: "CompareExchange" or "Exchange" });

    // A local is new in each call: only what its own function sets going can meet at it, whatever its callers lock.
    private static bool IsSharedWithin(ISymbol variable, IEnumerable<Visit> visits) =>
        variable is not ILocalSymbol { ContainingSymbol: var owner }
        || visits.Any(v => v.Entry.Place is { } place && owner.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == place.SyntaxTree && own.Span.Contains(place.Span)));

    private static bool MeetsAnother(Visit visit, List<Visit> concurrent, ISymbol variable) =>
        visit.Entry.MeetsItselfAt(variable) || concurrent.Any(other => other.Entry != visit.Entry && (visit.Entry.Place is not null || other.Entry.Place is not null));

    private static bool IsConstruction(Visit visit, ISymbol variable) =>
        visit.Entry is { Concurrent: false, StartsHere: true } && visit.Entry.Function.ContainingType.Is(variable.ContainingType);
}
