using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Retries;

/// <summary>Draws the conclusions about retries: the best wait found, and for the rest whether every retry has it.</summary>
internal static class RetryFacts
{
    private static readonly string[] Kinds = ["fixed", "linear", "exponential", "exponential-jitter", "library"];
    private static readonly string[] Waits = ["unknown", "fixed", "linear", "exponential", "exponential-jitter"];

    public static void Report(IReadOnlyList<RetryReading> readings, IReadOnlyList<LibraryRetry> libraries, bool librariesPassToken, Action<Diagnostic> report)
    {
        if (readings.Count == 0 && libraries.Count == 0)
        {
            foreach (var fact in new[] { FactCatalogue.RetryKind, FactCatalogue.RetryBackoff, FactCatalogue.RetryAfter }) report(FactReport.Fact(fact, "none", "Nothing that failed is tried again.", []));
            foreach (var fact in new[] { FactCatalogue.RetryBounded, FactCatalogue.RetrySelective, FactCatalogue.RetryCancellation })
                report(FactReport.Fact(fact, "not-applicable", "Nothing that failed is tried again.", []));
            return;
        }

        var guessed = libraries.Count > 0 && libraries.All(l => !l.Sure);
        var kinds = readings.Select(r => r.Kind).Concat(libraries.Select(_ => "library")).ToList();
        var kind = Kinds.Last(kinds.Contains);
        report(FactReport.Fact(FactCatalogue.RetryKind, kind, Describe(kind, readings),
            kind == "library" ? libraries.Select(l => l.Place) : Places(readings.Where(r => r.Kind == kind)), kind == "library" && guessed));

        var waits = readings.Select(r => r.Kind).Concat(libraries.Select(l => l.Backoff)).ToList();
        var wait = Waits.Last(waits.Contains);
        report(FactReport.Fact(FactCatalogue.RetryBackoff, wait, wait == "unknown" ? "A library retries; how long it waits cannot be seen here." : Describe(wait, readings),
            Places(readings.Where(r => r.Kind == wait)).Concat(libraries.Where(l => l.Backoff == wait).Select(l => l.Place)), guessed));

        All(FactCatalogue.RetryBounded, readings.Where(r => !r.IsBounded).Select(r => r.Site.Place).Concat(libraries.Where(l => !l.IsBounded).Select(l => l.Place)),
            "Every retry gives up after some attempts or time.", "A retry can go on for ever.");
        All(FactCatalogue.RetrySelective, readings.Where(r => !r.IsSelective).Select(r => r.Site.Place).Concat(libraries.Where(l => !l.IsSelective).Select(l => l.Place)),
            "Only chosen failures are retried.", "A retry does not look at what failed.");
        All(FactCatalogue.RetryCancellation, readings.Where(r => !r.IsCancellable).Select(r => r.DelayPlaces.DefaultIfEmpty(r.Site.Place).First()).Concat(librariesPassToken ? [] : libraries.Select(l => l.Place)),
            "A token reaches every wait and attempt.", "A retry cannot be cancelled.");

        var asked = Places(readings.Where(r => r.HonoursRetryAfter)).Concat(libraries.Where(l => l.HonoursRetryAfter).Select(l => l.Place)).ToList();
        report(asked.Count > 0
            ? FactReport.Fact(FactCatalogue.RetryAfter, "honoured", "A retry waits as long as the server asks for.", asked, guessed)
            : FactReport.Fact(FactCatalogue.RetryAfter, "none", "No retry looks at what the server asks for.", []));

        void All(FactDefinition fact, IEnumerable<Location> exceptions, string whenAll, string whenNot)
        {
            var places = exceptions.ToList();
            report(places.Count == 0
                ? FactReport.Fact(fact, "yes", whenAll, readings.Select(r => r.Site.Place).Concat(libraries.Select(l => l.Place)), guessed && readings.Count == 0)
                : FactReport.Fact(fact, "no", whenNot, places, guessed && readings.Count == 0));
        }
    }

    private static IEnumerable<Location> Places(IEnumerable<RetryReading> readings) => readings.SelectMany(r => r.DelayPlaces.Prepend(r.Site.Place));

    private static string Describe(string kind, IReadOnlyList<RetryReading> readings) => kind switch
    {
        "library" => "A resilience library retries.",
        "exponential-jitter" => "The wait between attempts is multiplied each time and has a random part.",
        "exponential" => "The wait between attempts is multiplied each time.",
        "linear" => "The wait between attempts grows by the same amount each time.",
        _ => readings.Count > 0 && readings.All(r => !r.Waits) ? "Failed work is tried again without waiting." : "The wait between attempts is always the same.",
    };
}
