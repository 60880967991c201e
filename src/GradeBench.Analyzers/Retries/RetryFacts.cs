using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Retries;

/// <summary>Draws the four conclusions about retries: the best wait found, and for the rest whether every retry has it.</summary>
internal static class RetryFacts
{
    private static readonly string[] Kinds = ["fixed", "linear", "exponential", "exponential-jitter", "library"];

    public static void Report(IReadOnlyList<RetryReading> readings, IReadOnlyList<(SyntaxNode Call, bool Forever, bool Sure)> libraries, Action<Diagnostic> report)
    {
        if (readings.Count == 0 && libraries.Count == 0)
        {
            report(FactReport.Fact(FactCatalogue.RetryKind, "none", "Nothing that failed is tried again.", []));
            foreach (var fact in new[] { FactCatalogue.RetryBounded, FactCatalogue.RetrySelective, FactCatalogue.RetryCancellation })
                report(FactReport.Fact(fact, "not-applicable", "Nothing that failed is tried again.", []));
            return;
        }

        var guessed = libraries.Count > 0 && libraries.All(l => !l.Sure);
        var kinds = readings.Select(r => r.Kind).Concat(libraries.Select(_ => "library")).ToList();
        var kind = Kinds.Last(kinds.Contains);
        report(FactReport.Fact(FactCatalogue.RetryKind, kind, Describe(kind, readings),
            kind == "library" ? libraries.Select(l => l.Call.GetLocation()) : readings.Where(r => r.Kind == kind).SelectMany(r => r.DelayPlaces.Prepend(r.Site.Place)), kind == "library" && guessed));

        var unlimited = readings.Where(r => !r.IsBounded).Select(r => r.Site.Place).Concat(libraries.Where(l => l.Forever).Select(l => l.Call.GetLocation())).ToList();
        All(FactCatalogue.RetryBounded, unlimited, "Every retry gives up after some attempts or time.", "A retry can go on for ever.");
        All(FactCatalogue.RetrySelective, [.. readings.Where(r => !r.IsSelective).Select(r => r.Site.Place)], "Only chosen failures are retried.", "A retry does not look at what failed.");
        All(FactCatalogue.RetryCancellation, [.. readings.Where(r => !r.IsCancellable).Select(r => r.DelayPlaces.DefaultIfEmpty(r.Site.Place).First())],
            "A token reaches every wait and attempt.", "A retry cannot be cancelled.");

        void All(FactDefinition fact, List<Location> exceptions, string whenAll, string whenNot) =>
            report(exceptions.Count == 0
                ? FactReport.Fact(fact, "yes", whenAll, readings.Select(r => r.Site.Place).Concat(libraries.Select(l => l.Call.GetLocation())), guessed && readings.Count == 0)
                : FactReport.Fact(fact, "no", whenNot, exceptions));
    }

    private static string Describe(string kind, IReadOnlyList<RetryReading> readings) => kind switch
    {
        "library" => "A resilience library retries.",
        "exponential-jitter" => "The wait between attempts is multiplied each time and has a random part.",
        "exponential" => "The wait between attempts is multiplied each time.",
        "linear" => "The wait between attempts grows by the same amount each time.",
        _ => readings.All(r => !r.Waits) ? "Failed work is tried again without waiting." : "The wait between attempts is always the same.",
    };
}
