using System.Globalization;
using GradeBench.Core.Jobs;
using GradeBench.Core.Retention;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Admin.Data;

/// <summary>The retention policy: nobody puts one in force without having seen what it would delete.</summary>
internal sealed class RetentionEndpoint(RetentionPolicies policies, PurgePreview preview)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(string? notice, RetentionEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(null, [], notice switch
        {
            "set" => "The policy is in force. A worker deletes by it within the hour.",
            "purging" => "A worker was asked to delete what is over its term now.",
            _ => null,
        }, 200, cancellationToken);

    public static async Task<IResult> PreviewAsync(
        string? files, string? output, string? person, string? kind, int? page, RetentionEndpoint endpoint, CancellationToken cancellationToken) =>
        Terms(files, output, person) is { } terms && terms.Problem() is null
            ? await endpoint.PreviewAsync(terms, Enum.TryParse<RetentionKind>(kind, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : RetentionKind.Files, page ?? 1, cancellationToken)
            : await endpoint.ShowAsync(new(files ?? "", output ?? "", person ?? ""), [Problem(Terms(files, output, person))], null, 422, cancellationToken);

    public static async Task<IResult> SetAsync(HttpContext context, RetentionEndpoint endpoint, RetentionPolicies policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var terms = Terms(form["files"], form["output"], form["person"]);
        if (terms is null || terms.Problem() is not null)
        {
            return await endpoint.ShowAsync(new(form["files"].ToString(), form["output"].ToString(), form["person"].ToString()), [Problem(terms)], null, 422, cancellationToken);
        }

        await policies.SetAsync(terms, context.User.Identity!.Name!, cancellationToken);
        return TypedResults.LocalRedirect("/admin/data?notice=set");
    }

    public static async Task<IResult> PurgeAsync(IJobEngine jobs, CancellationToken cancellationToken)
    {
        await jobs.EnqueueAsync(Job.PurgeData, cancellationToken);
        return TypedResults.LocalRedirect("/admin/data?notice=purging");
    }

    private async Task<IResult> ShowAsync(TermsForm? typed, IReadOnlyList<FieldError> errors, string? notice, int status, CancellationToken cancellationToken)
    {
        var inForce = await policies.FindAsync(cancellationToken);
        return Page.Show<RetentionPage, RetentionModel>(new(inForce, typed ?? TermsForm.Of(inForce?.Terms ?? RetentionTerms.Suggested), errors, notice), status);
    }

    private async Task<IResult> PreviewAsync(RetentionTerms terms, RetentionKind kind, int page, CancellationToken cancellationToken)
    {
        var counts = await preview.CountAsync(terms, cancellationToken);
        var total = counts.Single(c => c.Kind == kind).Due;
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var skip = (number - 1) * PageSize;
        return Page.Show<PurgePreviewPage, PurgePreviewModel>(new(
            terms, counts, kind,
            kind == RetentionKind.Person ? [] : await preview.SittingsAsync(kind, terms, skip, PageSize, cancellationToken),
            kind == RetentionKind.Person ? await preview.PeopleAsync(terms, skip, PageSize, cancellationToken) : [],
            (await policies.FindAsync(cancellationToken))?.Terms == terms, number, PageSize, total));
    }

    private static FieldError Problem(RetentionTerms? terms) =>
        new("files", terms?.Problem() ?? "Enter whole numbers of days, or leave a field empty to keep that kind of data.");

    /// <summary>Null when a field holds something else than days.</summary>
    private static RetentionTerms? Terms(string? files, string? output, string? person) =>
        Days(files, out var f) && Days(output, out var o) && Days(person, out var p) ? new(f, o, p) : null;

    private static bool Days(string? text, out int? days)
    {
        days = int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return days is not null || string.IsNullOrWhiteSpace(text);
    }
}

/// <summary>What was typed, so that nobody types it twice.</summary>
public sealed record TermsForm(string Files, string Output, string Person)
{
    internal static TermsForm Of(RetentionTerms terms) => new(Text(terms.Files), Text(terms.Output), Text(terms.Person));

    internal static string Text(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <param name="InForce">Null until somebody has put a policy in force.</param>
public sealed record RetentionModel(RetentionInForce? InForce, TermsForm Form, IReadOnlyList<FieldError> Errors, string? Notice);

/// <param name="Kind">Which kind is listed.</param>
/// <param name="IsInForce">Whether these terms are the ones in force.</param>
public sealed record PurgePreviewModel(
    RetentionTerms Terms, IReadOnlyList<DueCount> Counts, RetentionKind Kind, IReadOnlyList<DueSitting> Sittings, IReadOnlyList<DuePerson> People, bool IsInForce,
    int Page, int PageSize, int Total);
