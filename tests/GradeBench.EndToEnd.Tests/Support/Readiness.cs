using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>Waiting until a page that is shown also listens: to keys, to what is dropped on it, to a form being sent.</summary>
internal static class Readiness
{
    /// <summary>Until the page's scripts have run. Asked of the page itself: its load event may be over before anybody waits for it.</summary>
    public static Task ListensAsync(this IPage page) => page.WaitForFunctionAsync("document.readyState === 'complete'");
}
