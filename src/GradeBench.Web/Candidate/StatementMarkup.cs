using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Microsoft.AspNetCore.Components;

namespace GradeBench.Web.Candidate;

/// <summary>
/// The statement of a published pack as markup. The one place where text becomes markup: it is our own text, and HTML in
/// it is shown as text all the same.
/// </summary>
internal static class StatementMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static MarkupString Of(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);

        // A wide table scrolls on a phone, and what scrolls must be reachable by keyboard.
        foreach (var table in document.Descendants<Table>())
        {
            table.GetAttributes().AddProperty("tabindex", "0");
            AlignByClass(table);
        }

        return new(document.ToHtml(Pipeline));
    }

    // The library aligns with style attributes, which the content security policy refuses.
    private static void AlignByClass(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            foreach (var (cell, column) in row.OfType<TableCell>().Zip(table.ColumnDefinitions))
            {
                if (column.Alignment == TableColumnAlign.Right) cell.GetAttributes().AddClass("end");
            }
        }

        foreach (var column in table.ColumnDefinitions) column.Alignment = null;
    }
}
