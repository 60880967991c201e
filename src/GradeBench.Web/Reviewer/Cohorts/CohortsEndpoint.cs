using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Web.Shared;

namespace GradeBench.Web.Reviewer.Cohorts;

/// <summary>What the scores say of learning paths, as a page and as files. All of them show the same report.</summary>
internal sealed class CohortsEndpoint(CohortReports reports, CohortStudies studies, TimeProvider clock)
{
    public static async Task<IResult> GetAsync([AsParameters] CohortFilter filter, CohortsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var report = await endpoint.ReadAsync(filter, cancellationToken);
        return report is null
            ? filter.Any ? TypedResults.NotFound() : Page.Show<CohortsPage, CohortsModel>(new(filter, null, null))
            : Page.Show<CohortsPage, CohortsModel>(new(filter, report, await endpoint.ChoicesAsync(report.Source, cancellationToken)));
    }

    public static Task<IResult> CsvAsync([AsParameters] CohortFilter filter, CohortsEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.FileAsync(filter, "csv", "text/csv; charset=utf-8", (study, _) => CohortCsv.Write(study.Report), cancellationToken);

    public static Task<IResult> JsonAsync([AsParameters] CohortFilter filter, CohortsEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.FileAsync(filter, "json", "application/json", CohortJson.Write, cancellationToken);

    public static Task<IResult> PackAsync([AsParameters] CohortFilter filter, CohortsEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.FileAsync(filter, "zip", "application/zip", AuditPack.Write, cancellationToken);

    private Task<CohortChoices> ChoicesAsync(SampleSource source, CancellationToken cancellationToken) => reports.ChoicesAsync(source, cancellationToken);

    private Task<CohortReport?> ReadAsync(CohortFilter filter, CancellationToken cancellationToken) =>
        filter.Question is { } question ? reports.ReadAsync(question, cancellationToken) : Task.FromResult<CohortReport?>(null);

    private async Task<IResult> FileAsync(
        CohortFilter filter, string extension, string type, Func<CohortStudy, DateTimeOffset, byte[]> write, CancellationToken cancellationToken) =>
        filter.Question is { } question && await studies.ReadAsync(question, cancellationToken) is { } study
            ? TypedResults.File(write(study, clock.GetUtcNow()), type, FileName("cohorts", study.Report.Source, study.Report.Quarter, extension))
            : TypedResults.NotFound();

    /// <summary>Says what is in it, the invented population above all.</summary>
    internal static string FileName(string subject, SampleSource source, string? quarter, string extension) => string.Join(
        '-',
        new[] { subject, source.AssessmentId, source.RubricVersion, quarter, source.Population == Population.Generated ? "generated-demo" : null }
            .Where(part => part is not null)) + "." + extension;
}

/// <param name="Report">Null while no assessment is published.</param>
public sealed record CohortsModel(CohortFilter Filter, CohortReport? Report, CohortChoices? Choices);
