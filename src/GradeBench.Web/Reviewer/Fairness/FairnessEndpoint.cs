using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Web.Reviewer.Cohorts;
using GradeBench.Web.Shared;

namespace GradeBench.Web.Reviewer.Fairness;

/// <summary>Which items separate learning paths at equal ability, as a page and as a table to take away.</summary>
internal sealed class FairnessEndpoint(FairnessReports fairness, CohortReports reports, ItemTitles titles)
{
    public static async Task<IResult> GetAsync([AsParameters] CohortFilter filter, FairnessEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? await endpoint.ShowAsync(report, cancellationToken)
            : filter.Any ? TypedResults.NotFound() : Page.Show<FairnessPage, FairnessModel>(new(null, null, null));

    public static async Task<IResult> CsvAsync([AsParameters] CohortFilter filter, FairnessEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? TypedResults.File(FairnessCsv.Write(report), "text/csv; charset=utf-8", CohortsEndpoint.FileName("fairness", report.Source, null, "csv"))
            : TypedResults.NotFound();

    /// <summary>There is one period, so an address that names another is no page.</summary>
    private Task<FairnessReport?> ReadAsync(CohortFilter filter, CancellationToken cancellationToken) =>
        filter.Question is { Quarter: null } question ? fairness.ReadAsync(question, cancellationToken) : Task.FromResult<FairnessReport?>(null);

    private async Task<IResult> ShowAsync(FairnessReport report, CancellationToken cancellationToken)
    {
        var choices = await reports.ChoicesAsync(report.Source, cancellationToken) with { Quarters = [] };
        return Page.Show<FairnessPage, FairnessModel>(new(report, choices, await titles.OfAsync(report.Source, cancellationToken)));
    }
}

/// <param name="Report">Null while no assessment is published.</param>
public sealed record FairnessModel(FairnessReport? Report, CohortChoices? Choices, ItemNames? Names);
