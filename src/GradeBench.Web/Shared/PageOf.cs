using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GradeBench.Web.Shared;

/// <summary>A page that shows one model and reads nothing itself: the endpoint beside it did the asking.</summary>
public abstract class PageOf<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public required TModel Model { get; set; }
}

/// <summary>Renders a page as the answer of an endpoint.</summary>
public static class Page
{
    public static RazorComponentResult<TPage> Show<TPage, TModel>(TModel model, int statusCode = StatusCodes.Status200OK)
        where TPage : PageOf<TModel> =>
        new(new Dictionary<string, object?> { [nameof(PageOf<TModel>.Model)] = model }) { StatusCode = statusCode };
}
