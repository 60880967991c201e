using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Draws the one conclusion <c>counter.guard</c> from the verdicts on all variables.</summary>
internal static class GuardFact
{
    public static Diagnostic From(IReadOnlyList<VariableVerdict> verdicts, bool hasConcurrency)
    {
        foreach (var guard in new[] { Guard.Racy, Guard.Mixed })
        {
            var bad = verdicts.Where(v => v.Guard == guard).ToList();
            if (bad.Count > 0) return Fact(guard, bad);
        }

        // Counters first: they are what the fact is named for.
        var counters = verdicts.Where(v => IsCounter(v.Variable)).ToList();
        var judged = counters.Count > 0 ? counters : [.. verdicts];
        if (judged.Count > 0)
        {
            var common = judged.GroupBy(v => v.Guard).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First();
            return Fact(common.Key, [.. common]);
        }

        return hasConcurrency
            ? FactReport.Fact(FactCatalogue.CounterGuard, "none-needed", "Concurrent code shares nothing that it changes.", [])
            : FactReport.Fact(FactCatalogue.CounterGuard, "none", "The code is not concurrent, and nothing in it is guarded.", []);
    }

    private static Diagnostic Fact(Guard guard, List<VariableVerdict> verdicts)
    {
        var names = string.Join(", ", verdicts.Select(v => $"'{v.Variable.ShortName()}'").Distinct().Take(5));
        var (value, sentence) = guard switch
        {
            Guard.Racy => ("racy", $"{names} is changed by several threads with nothing guarding it."),
            Guard.Mixed => ("mixed", $"{names} is guarded in some places and not, or differently, in others."),
            Guard.Interlocked => ("interlocked", $"{names} is changed through Interlocked only."),
            Guard.Lock => ("lock", $"{names} is changed under one lock only."),
            _ => ("concurrent", $"{names} synchronizes itself."),
        };

        return FactReport.Fact(FactCatalogue.CounterGuard, value, sentence, verdicts.SelectMany(v => v.Places).Select(p => p.Operation.Location()));
    }

    private static bool IsCounter(ISymbol variable) => variable switch
    {
        IFieldSymbol field => SelfGuardedTypes.IsNumber(field.Type),
        IPropertySymbol property => SelfGuardedTypes.IsNumber(property.Type),
        ILocalSymbol local => SelfGuardedTypes.IsNumber(local.Type),
        _ => false,
    };
}
