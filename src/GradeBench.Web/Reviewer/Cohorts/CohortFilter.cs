using GradeBench.Core.Cohorts;
using Microsoft.AspNetCore.WebUtilities;

namespace GradeBench.Web.Reviewer.Cohorts;

/// <summary>Which sample the page is about. All of it is in the address, so every view can be linked.</summary>
public sealed record CohortFilter
{
    /// <summary>Id; null or empty for the first.</summary>
    public string? Assessment { get; init; }

    /// <summary>Id of a rubric version; null or empty for the current one.</summary>
    public string? Rubric { get; init; }

    /// <summary>A quarter, for example <c>2026-Q2</c>; null or empty for all time.</summary>
    public string? Period { get; init; }

    /// <summary><c>submissions</c> or <c>generated</c>; null or empty to let the page choose.</summary>
    public string? Data { get; init; }

    public bool Any => new[] { Assessment, Rubric, Period, Data }.Any(part => !string.IsNullOrEmpty(part));

    /// <summary>Null when a part of the address cannot be meant.</summary>
    internal CohortQuestion? Question
    {
        get
        {
            Guid? rubric = Guid.TryParse(Rubric, out var id) ? id : null;
            Population? population = Enum.TryParse<Population>(Data, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
            return (rubric is null && !string.IsNullOrEmpty(Rubric)) || (population is null && !string.IsNullOrEmpty(Data))
                ? null
                : new(NullIfEmpty(Assessment), rubric, population, NullIfEmpty(Period));
        }
    }

    /// <inheritdoc cref="Link(SampleSource, string, string)"/>
    public static string Link(CohortReport report, string path = "/review/cohorts", Population? population = null) =>
        Link(population is { } other ? report.Source with { Population = other } : report.Source, population is null ? report.Quarter : null, path);

    /// <summary>The address of the sample a report is about, whatever the page chose by itself.</summary>
    public static string Link(SampleSource source, string? quarter, string path)
    {
        var query = new Dictionary<string, string?>
        {
            ["assessment"] = source.AssessmentId,
            ["rubric"] = source.RubricVersionId.ToString(),
            ["period"] = quarter,
            ["data"] = source.Population.ToString().ToLowerInvariant(),
        };
        return QueryHelpers.AddQueryString(path, query.Where(q => q.Value is not null));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
