using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Outcomes;
using GradeBench.Rubrics;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>
/// Invents what the people of <see cref="GeneratedPopulation"/> passed, wrote and became, and counts it in the same steps
/// as real items are. Like them it belongs to nobody.
/// </summary>
internal sealed class GeneratedItems(Rubric rubric, IReadOnlyList<string> behaviours, int seed)
{
    // Whoever reads code hires by more than the score, and a difference of three times is not built in.
    private const double HireOffset = -0.9;

    private const string UnfairRule = "GB0401";

    private static readonly (string Id, string Dimension)[] Rules =
    [
        ("GB0201", DimensionIds.Resilience), ("GB0301", DimensionIds.Concurrency), (UnfairRule, DimensionIds.Typing), ("GB0501", DimensionIds.Language),
    ];

    private static readonly EvidenceSource.FactValue[] ClaimFacts =
    [
        new("retry.kind", new Dictionary<string, decimal> { ["none"] = 2, ["fixed"] = 4, ["linear"] = 5, ["exponential"] = 7, ["exponential-jitter"] = 9 }, 1),
        new("exceptions.custom", new Dictionary<string, decimal> { ["none"] = 4, ["defined"] = 5, ["thrown"] = 7 }, 1),
        new("counter.guard", new Dictionary<string, decimal> { ["racy"] = 2, ["mixed"] = 4, ["lock"] = 6, ["concurrent"] = 7, ["interlocked"] = 8 }, 1),
    ];

#pragma warning disable CA5394 // Invented people must be the same every time; nothing here is a secret.
    private readonly Random _random = new(seed);

    // Apart, so that what people say of their hours changes nothing else about them.
    private readonly Random _hours = new(seed + 1);
#pragma warning restore CA5394

    /// <summary>The same rows for the same people, always.</summary>
    public (IEnumerable<ReleasedItem> Items, IEnumerable<StratumCount> Strata) Rows(IReadOnlyList<GeneratedPerson> people, Guid rubricVersionId)
    {
        var counted = people.SelectMany(person => Of(person).Select(c => (person.Quarter, person.Path, c.Sample, c.Hired, c.Item))).ToArray();
        var strata = counted
            .Where(c => c.Sample == ItemSample.Graded)
            .GroupBy(c => (c.Item.Item, c.Path, c.Item.Band))
            .Select(g => (g.Key, People: g.Count(), Met: g.Count(c => ItemStrata.IsMet(c.Item))))
            .Select(c => new StratumCount
            {
                RubricVersionId = rubricVersionId,
                Population = Population.Generated,
                Item = c.Key.Item,
                Cohort = c.Key.Path,
                Band = c.Key.Band,
                People = c.People,
                Met = c.Met,
                SteppedPeople = c.People,
                SteppedMet = c.Met,
            });
        var items = counted
            .GroupBy(c => (c.Sample, c.Item.Item, c.Item.Value))
            .SelectMany(cell => InSteps(cell.GroupBy(c => c.Quarter).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => (q.Key, q.Select(c => (c.Hired, c.Item)).ToArray())))
                .Select(step => new ReleasedItem
                {
                    RubricVersionId = rubricVersionId,
                    Population = Population.Generated,
                    Sample = cell.Key.Sample,
                    Quarter = step.Quarter,
                    Item = cell.Key.Item,
                    Value = cell.Key.Value,
                    People = step.People.Count,
                    Hired = step.People.Count(p => p.Hired),
                    ScoreSum = step.People.Sum(p => p.Item.Score),
                    ScoreSquares = step.People.Sum(p => p.Item.Score * p.Item.Score),
                    RestSum = step.People.Sum(p => p.Item.Rest),
                    RestSquares = step.People.Sum(p => p.Item.Rest * p.Item.Rest),
                    Products = step.People.Sum(p => p.Item.Score * p.Item.Rest),
                }));

        return (items, strata);
    }

    /// <summary>Fewer than five wait for the next quarter, and are left out when there is none.</summary>
    private static IEnumerable<(string Quarter, List<(bool Hired, ObservedItem Item)> People)> InSteps(
        IEnumerable<(string Quarter, (bool Hired, ObservedItem Item)[] People)> quarters)
    {
        var waiting = new List<(bool, ObservedItem)>();
        foreach (var (quarter, people) in quarters)
        {
            waiting.AddRange(people);
            if (waiting.Count >= Disclosure.FewestShown)
            {
                yield return (quarter, waiting);
                waiting = [];
            }
        }
    }

    private IEnumerable<(ItemSample Sample, bool Hired, ObservedItem Item)> Of(GeneratedPerson person)
    {
        var passed = behaviours.Select(id => (Id: id, Passed: Chance(Logistic((Level(person, DimensionOf(id)) - Difficulty(id)) / 1.1)))).ToArray();
        var facts = rubric.Criteria
            .SelectMany(c => c.Evidence.OfType<EvidenceSource.FactValue>().Select(fact => (Fact: fact, c.Dimension)))
            .Concat(ClaimFacts.Select(fact => (Fact: fact, Dimension: DimensionIds.Resilience)))
            .DistinctBy(f => f.Fact.Fact)
            .Select(f => new Fact(f.Fact.Fact, Choose(f.Fact, Level(person, f.Dimension)), "", []))
            .ToArray();
        var weights = rubric.Dimensions.ToDictionary(d => d.Id, d => d.Weight);
        var criteria = rubric.Criteria
            .Select(c => (c.Id, Share: weights[c.Dimension] * c.Weight, Score: person.Levels[c], Level: c.Levels.Where(l => l.Score <= person.Levels[c]).Select(l => l.Score).DefaultIfEmpty(c.Levels[0].Score).Max()))
            .ToArray();
        ObservedItem[] graded =
        [
            .. Observation.Behaviours(passed),
            .. Observation.Criteria(criteria),
            .. Observation.Rules(Rules.Where(r => Chance(Reports(r, person))).Select(r => r.Id), passed.Length == 0 ? 0 : (decimal)passed.Count(b => b.Passed) / passed.Length),
        ];
        var overall = (double)person.Scores.Single(s => s.Dimension == ScoreRow.Overall).Score;
        var decided = Chance(2.0 / 3);
        var hired = Chance(Logistic((overall - 6.3) * 0.9 + HireOffset));
        ObservedItem[] known = decided ? [.. Observation.Behaviours(passed), .. Observation.Facts(facts), .. hired ? Details(overall) : []] : [];

        return graded.Select(item => (ItemSample.Graded, false, item))
            .Concat(known.Select(item => (ItemSample.Decided, hired, item)))
            .Concat(Stated((decimal)overall).Select(item => (ItemSample.Stated, false, item)));
    }

    /// <summary>Most say how long they worked, around three and a half hours whatever their score.</summary>
    private IEnumerable<ObservedItem> Stated(decimal overall)
    {
        var halves = Math.Round(7 + 2.4 * GeneratedPopulation.Normal(_hours));
        var hours = Math.Clamp((decimal)halves / 2, EffortBands.Least, EffortBands.Most);
        return GeneratedPopulation.Normal(_hours) > -0.5 ? [new(ItemId.Effort, EffortBands.Of(hours), hours, overall)] : [];
    }

    /// <summary>One of the rules is invented to report self-taught people more often at equal ability, so that the page has something to find.</summary>
    private double Reports((string Id, string Dimension) rule, GeneratedPerson person) =>
        Logistic((5.2 - Level(person, rule.Dimension)) / 1.5 + (rule.Id == UnfairRule && person.Path == LearningPath.SelfTaught ? 1.8 : 0));

    private IEnumerable<ObservedItem> Details(double overall)
    {
        yield return new(OutcomeItems.Weeks, OutcomeItems.Span((int)(2 + 16 * Uniform())));
        yield return new(OutcomeItems.Salary, ((SalaryBand)Math.Clamp((int)(overall - 5 + 2 * Uniform()), 0, 4)).ToString());
        if (Chance(0.7))
        {
            yield return new(OutcomeItems.Year, Chance(0.85) ? OutcomeItems.There : OutcomeItems.Gone);
        }
    }

    private double Level(GeneratedPerson person, string dimension) =>
        GeneratedPopulation.Strength(person.Path, dimension) + person.Ability + GeneratedPopulation.Normal(_random) * 1.2;

    private string DimensionOf(string behaviour) => rubric.Criteria
        .FirstOrDefault(c => c.Evidence.OfType<EvidenceSource.Behaviours>().SelectMany(b => b.Patterns).Any(p => p == behaviour || (p.EndsWith(".*", StringComparison.Ordinal) && behaviour.StartsWith(p[..^1], StringComparison.Ordinal))))
        ?.Dimension ?? DimensionIds.Language;

    /// <summary>From 3 to 7, by the id, so that an added behaviour changes no other.</summary>
    private static double Difficulty(string id) => 3 + id.Sum(c => (long)c * 31) % 41 / 10.0;

    /// <summary>The value the rubric scores nearest to what the person is capable of.</summary>
    private static string Choose(EvidenceSource.FactValue fact, double level) =>
        fact.Scores.OrderBy(s => Math.Abs((double)s.Value - level)).ThenBy(s => s.Key, StringComparer.Ordinal).First().Key;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private bool Chance(double probability) => Uniform() < probability;

#pragma warning disable CA5394 // As above.
    private double Uniform() => _random.NextDouble();
#pragma warning restore CA5394
}
