using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Web.Reviewer.Cohorts;
using GradeBench.Web.Shared;

namespace GradeBench.Web.Reviewer.Hires;

/// <summary>What people who were hired have in common, as a page and as a table to take away.</summary>
internal sealed class HiresEndpoint(HireReports hires, CohortReports reports, ItemTitles titles)
{
    public static async Task<IResult> GetAsync([AsParameters] CohortFilter filter, HiresEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? await endpoint.ShowAsync(report, cancellationToken)
            : filter.Any ? TypedResults.NotFound() : Page.Show<HiresPage, HiresModel>(new(null, null, null));

    public static async Task<IResult> CsvAsync([AsParameters] CohortFilter filter, HiresEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(filter, cancellationToken) is { } report
            ? TypedResults.File(HireCsv.Write(report), "text/csv; charset=utf-8", CohortsEndpoint.FileName("hires", report.Source, report.Quarter, "csv"))
            : TypedResults.NotFound();

    private Task<HireReport?> ReadAsync(CohortFilter filter, CancellationToken cancellationToken) =>
        filter.Question is { } question ? hires.ReadAsync(question, cancellationToken) : Task.FromResult<HireReport?>(null);

    private async Task<IResult> ShowAsync(HireReport report, CancellationToken cancellationToken)
    {
        var choices = await reports.ChoicesAsync(report.Source, cancellationToken) with { Quarters = await hires.QuartersAsync(report.Source, cancellationToken) };
        return Page.Show<HiresPage, HiresModel>(new(report, choices, await titles.OfAsync(report.Source, cancellationToken)));
    }
}

/// <param name="Report">Null while no assessment is published.</param>
public sealed record HiresModel(HireReport? Report, CohortChoices? Choices, ItemNames? Names);
