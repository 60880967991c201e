using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Cohorts.Hires;

namespace GradeBench.Core.Cohorts;

/// <summary>Everything that is said of one sample, for whoever takes it away to check it.</summary>
/// <param name="Hires">Without a number where nothing of the period is known.</param>
/// <param name="Health">The same.</param>
/// <param name="Fairness">Of all time, whatever the period of the others.</param>
public sealed record CohortStudy(CohortReport Report, HireReport Hires, HealthReport Health, FairnessReport Fairness);

/// <summary>Reads all reports of one sample.</summary>
public sealed class CohortStudies(SampleSources sources, CohortReports reports, HireReports hires, HealthReports health, FairnessReports fairness)
{
    /// <summary>Null when there is no such assessment or rubric version, or nothing of that quarter.</summary>
    public async Task<CohortStudy?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken)
    {
        if (await sources.FindAsync(question, cancellationToken) is not { } source)
        {
            return null;
        }

        var report = await reports.ReadAsync(source, question.Quarter, cancellationToken);
        var hired = await hires.ReadAsync(source, question.Quarter, cancellationToken);

        var measured = await health.ReadAsync(source, question.Quarter, cancellationToken);

        return report is null && hired is null && measured is null
            ? null
            : new(
                report ?? CohortStatistics.Of(source, question.Quarter, new Dictionary<(LearningPath, string), ScoreHistogram>(), new Dictionary<LearningPath, SelectionRate>()),
                hired ?? HireStatistics.Of(source, question.Quarter, []),
                measured ?? new(source, question.Quarter, []),
                await fairness.ReadAsync(source, cancellationToken));
    }
}
