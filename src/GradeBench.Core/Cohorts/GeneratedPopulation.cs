using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>
/// An invented population for a demo, so that a newcomer sees the cohort page alive. It is stored as
/// <see cref="Population.Generated"/>: no candidate, submission or run belongs to it, and no real score is ever added to it.
/// </summary>
public sealed class GeneratedPopulation(GradeBenchDbContext db)
{
    private const int Seed = 20260601;

    private const string LastMonth = "2026-06";

    private static readonly string[] Quarters = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];

    // Sizes differ as applications do; the smallest cohort of a quarter still has more than five people.
    private static readonly (LearningPath Path, int People)[] Cohorts =
    [
        (LearningPath.Bootcamp, 132), (LearningPath.SelfTaught, 88), (LearningPath.CsDegree, 104), (LearningPath.NotStated, 36),
    ];

    /// <summary>Adds a few hundred invented people to every assessment's current rubric that has none. Returns how many per rubric.</summary>
    public async Task<int> SeedAsync(CancellationToken cancellationToken)
    {
        var assessments = await db.Assessments
            .Select(a => new { Rubric = a.CurrentRubricVersion, a.CurrentPackVersion.Behaviours })
            .ToListAsync(cancellationToken);
        foreach (var (version, behaviours) in assessments.Select(a => (a.Rubric, a.Behaviours)))
        {
            if (!await db.ReleasedScores.AnyAsync(s => s.RubricVersionId == version.Id && s.Population == Population.Generated, cancellationToken))
            {
                db.ReleasedScores.AddRange(Rows(RubricLoader.Load(version.Yaml, $"{version.AssessmentId}.yaml").OrThrow(), version.Id));
            }

            if (!await db.ReleasedDecisions.AnyAsync(d => d.RubricVersionId == version.Id && d.Population == Population.Generated, cancellationToken))
            {
                db.ReleasedDecisions.AddRange(Decisions(version.Id));
            }

            if (!await db.ReleasedItems.AnyAsync(i => i.RubricVersionId == version.Id && i.Population == Population.Generated, cancellationToken))
            {
                var rubric = RubricLoader.Load(version.Yaml, $"{version.AssessmentId}.yaml").OrThrow();
                var items = new GeneratedItems(rubric, [.. behaviours.Select(b => b.Id)], Seed + 1);
                var (counts, strata) = items.Rows(People(rubric), version.Id);
                db.ReleasedItems.AddRange(counts);
                db.StratumCounts.AddRange(strata);
                db.StrataSteps.AddRange(Cohorts.Select(c => new StrataStep
                {
                    RubricVersionId = version.Id,
                    Population = Population.Generated,
                    Cohort = c.Path,
                    Month = LastMonth,
                    SteppedMonth = LastMonth,
                    Changed = 0,
                }));
            }
        }

        await db.SaveChangesAsync(cancellationToken);

        return Cohorts.Sum(c => c.People);
    }

    /// <summary>The same rows for the same rubric, always.</summary>
    internal static IEnumerable<ReleasedScore> Rows(Rubric rubric, Guid rubricVersionId)
    {
        var scores = People(rubric)
            .SelectMany(person => person.Scores.Select(score => (person.Path, person.Quarter, score.Dimension, score.Score)));

        return scores.GroupBy(s => s).Select(g => new ReleasedScore
        {
            Population = Population.Generated,
            RubricVersionId = rubricVersionId,
            Quarter = g.Key.Quarter,
            Cohort = g.Key.Path,
            Dimension = g.Key.Dimension,
            Score = g.Key.Score,
            People = g.Count(),
        });
    }

    /// <summary>Everybody, in a fixed order, always the same for the same rubric.</summary>
    internal static IReadOnlyList<GeneratedPerson> People(Rubric rubric)
    {
#pragma warning disable CA5394 // Invented people must be the same every time; nothing here is a secret.
        var random = new Random(Seed);
#pragma warning restore CA5394
        return
        [
            .. Cohorts
                .SelectMany(cohort => Enumerable.Range(0, cohort.People).Select(i => (cohort.Path, Quarter: Quarters[i % Quarters.Length])))
                .Select(person => Person(rubric, person.Path, person.Quarter, random)),
        ];
    }

    /// <summary>Invented decisions: two thirds of each cohort and quarter were decided on, with rates a little apart.</summary>
    internal static IEnumerable<ReleasedDecision> Decisions(Guid rubricVersionId) =>
        from cohort in Cohorts
        from quarter in Quarters.Select((name, index) => (Name: name, Index: index))
        let people = (cohort.People + Quarters.Length - 1 - quarter.Index) / Quarters.Length
        let decided = people * 2 / 3
        let share = cohort.Path switch { LearningPath.CsDegree => 0.48, LearningPath.Bootcamp => 0.42, LearningPath.SelfTaught => 0.36, _ => 0.40 }
        select new ReleasedDecision
        {
            Population = Population.Generated,
            RubricVersionId = rubricVersionId,
            Quarter = quarter.Name,
            Cohort = cohort.Path,
            Decided = decided,
            Advanced = (int)Math.Round(decided * share + quarter.Index % 2),
        };

    /// <summary>
    /// Each criterion gets a score of its own, around the person's general ability and the cohort's strength in that
    /// dimension, and the rubric's weights make dimensions and the overall score of them.
    /// </summary>
    private static GeneratedPerson Person(Rubric rubric, LearningPath path, string quarter, Random random)
    {
        var ability = Normal(random) * 0.8;
        var levels = rubric.Dimensions
            .SelectMany(dimension => rubric.Criteria.Where(c => c.Dimension == dimension.Id))
            .Select(c => (Criterion: c, Level: Level(Strength(path, c.Dimension) + ability + Normal(random) * 1.6)))
            .ToDictionary(c => c.Criterion, c => c.Level);
        var dimensions = rubric.Dimensions
            .Select(dimension => (dimension.Id, dimension.Weight, Score: levels.Where(c => c.Key.Dimension == dimension.Id).Sum(c => c.Key.Weight / 100 * c.Value)))
            .ToArray();

        return new GeneratedPerson(path, quarter, ability, levels,
        [
            .. dimensions.Select(d => (d.Id, Rounded(d.Score))),
            (ScoreRow.Overall, Rounded(dimensions.Sum(d => d.Weight / 100 * d.Score))),
        ]);
    }

    /// <summary>Invented, after the common report that paths differ by subject more than overall.</summary>
    internal static double Strength(LearningPath path, string dimension) => (path, dimension) switch
    {
        (LearningPath.Bootcamp, DimensionIds.Language) => 7.1,
        (LearningPath.Bootcamp, DimensionIds.Concurrency) => 5.2,
        (LearningPath.Bootcamp, DimensionIds.Typing) => 6.6,
        (LearningPath.Bootcamp, _) => 6.2,
        (LearningPath.SelfTaught, DimensionIds.Language) => 6.8,
        (LearningPath.SelfTaught, DimensionIds.Concurrency) => 5.6,
        (LearningPath.SelfTaught, DimensionIds.Typing) => 5.5,
        (LearningPath.SelfTaught, _) => 6.4,
        (LearningPath.CsDegree, DimensionIds.Language) => 7.3,
        (LearningPath.CsDegree, DimensionIds.Concurrency) => 6.9,
        (LearningPath.CsDegree, DimensionIds.Typing) => 6.9,
        (LearningPath.CsDegree, _) => 6.3,
        _ => 6.3,
    };

#pragma warning disable CA5394 // As above.
    /// <summary>Standard normal by Box and Muller.</summary>
    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
#pragma warning restore CA5394

    private static decimal Level(double value) => (decimal)Math.Clamp(Math.Round(value), 1, 10);

    private static decimal Rounded(decimal score) => Math.Clamp(Math.Round(score, 1, MidpointRounding.AwayFromZero), 1, 10);
}

/// <summary>Somebody who does not exist.</summary>
/// <param name="Ability">Around 0; everything the person does follows from it, the path and chance.</param>
/// <param name="Levels">A score per criterion.</param>
/// <param name="Scores">Per dimension, and overall.</param>
internal sealed record GeneratedPerson(
    LearningPath Path, string Quarter, double Ability, IReadOnlyDictionary<Criterion, decimal> Levels, IReadOnlyList<(string Dimension, decimal Score)> Scores);
