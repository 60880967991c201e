using Markdig;
using Microsoft.AspNetCore.Components;

namespace GradeBench.Web.Candidate;

/// <summary>
/// The statement of a published pack as markup. The one place where text becomes markup: it is our own text, and HTML in
/// it is shown as text all the same.
/// </summary>
internal static class StatementMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static MarkupString Of(string markdown) => new(Markdown.ToHtml(markdown, Pipeline));
}
