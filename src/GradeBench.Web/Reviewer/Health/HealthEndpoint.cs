using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Web.Reviewer.Cohorts;
using GradeBench.Web.Shared;

namespace GradeBench.Web.Reviewer.Health;

/// <summary>How well an assessment measures, as a page and as a table to take away.</summary>
internal sealed class HealthEndpoint(HealthReports health, CohortReports reports, ItemTitles titles)
{
    public static async Task<IResult> GetAsync([AsParameters] CohortFilter filter, HealthEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? await endpoint.ShowAsync(report, cancellationToken)
            : filter.Any ? TypedResults.NotFound() : Page.Show<HealthPage, HealthModel>(new(null, null, null));

    public static async Task<IResult> CsvAsync([AsParameters] CohortFilter filter, HealthEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? TypedResults.File(HealthCsv.Write(report), "text/csv; charset=utf-8", CohortsEndpoint.FileName("health", report.Source, report.Quarter, "csv"))
            : TypedResults.NotFound();

    public static async Task<IResult> EffortCsvAsync([AsParameters] CohortFilter filter, HealthEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? TypedResults.File(EffortCsv.Write(report), "text/csv; charset=utf-8", CohortsEndpoint.FileName("effort", report.Source, report.Quarter, "csv"))
            : TypedResults.NotFound();

    private Task<HealthReport?> ReadAsync(CohortFilter filter, CancellationToken cancellationToken) =>
        filter.Question is { } question ? health.ReadAsync(question, cancellationToken) : Task.FromResult<HealthReport?>(null);

    private async Task<IResult> ShowAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var choices = await reports.ChoicesAsync(report.Source, cancellationToken) with { Quarters = await health.QuartersAsync(report.Source, cancellationToken) };
        return Page.Show<HealthPage, HealthModel>(new(report, choices, await titles.OfAsync(report.Source, cancellationToken)));
    }
}

/// <param name="Report">Null while no assessment is published.</param>
public sealed record HealthModel(HealthReport? Report, CohortChoices? Choices, ItemNames? Names);
