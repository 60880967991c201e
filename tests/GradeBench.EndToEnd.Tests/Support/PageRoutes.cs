using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>The routes that answer with a page, from the web program's own table, so that a new page cannot be forgotten.</summary>
internal static partial class PageRoutes
{
    /// <summary>What is asked for with GET and is no page, or none of ours.</summary>
    private static readonly (Regex Route, string Why)[] NoPages =
    [
        (Files(), "a file to download"),
        (Streams(), "what a script of a page asks for"),
        (Leaps(), "leads to another page at once"),
        (Api(), "for programs"),
        (Health(), "for whoever runs the server"),
        (JobDashboard(), "the job engine's own page"),
    ];

    /// <summary>Every route of a page in the form <c>/c/{}/submissions/{}</c>.</summary>
    /// <param name="database">Of the running product: the program is set up once more to be asked for its routes.</param>
    public static IReadOnlyList<string> Of(string database)
    {
        using var web = new WebProgram(database);
        var routes = web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !e.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p is RoutePatternLiteralPart literal ? literal.Content : "{}")))))
            .Distinct()
            .ToList();
        var stale = NoPages.SkipLast(1).Where(n => !routes.Exists(n.Route.IsMatch)).Select(n => n.Why).ToList();
        Assert.True(stale.Count == 0, $"No route needs these exceptions any more: {string.Join(", ", stale)}.");

        return [.. routes.Where(route => !NoPages.Any(n => n.Route.IsMatch(route)))];
    }

    /// <summary>The route an address belongs to: of those that fit the one with the fewest gaps. Null when there is none.</summary>
    public static string? Find(IEnumerable<string> routes, string address)
    {
        var path = address.Split('?')[0];
        return routes
            .Where(route => Regex.IsMatch(path, "^" + Regex.Escape(route).Replace(@"\{}", "[^/]+", StringComparison.Ordinal) + "$"))
            .MinBy(route => route.Count(c => c == '{'));
    }

    [GeneratedRegex(@"\.(csv|json|zip|cs)$")]
    private static partial Regex Files();

    [GeneratedRegex("/(events|clock|words)$")]
    private static partial Regex Streams();

    [GeneratedRegex("^/(review/next|sign-in/organisation(/done)?)$")]
    private static partial Regex Leaps();

    [GeneratedRegex("^/api/")]
    private static partial Regex Api();

    [GeneratedRegex("^/health/")]
    private static partial Regex Health();

    [GeneratedRegex("^/admin/jobs")]
    private static partial Regex JobDashboard();

    private sealed class WebProgram(string database) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:GradeBench", database);
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }
    }
}
