namespace GradeBench.Web.Shared.Security;

/// <summary>The headers every answer carries.</summary>
internal static class SecurityHeaders
{
    /// <summary>Own files only, nothing inline: submitted code and file names are shown on these pages.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>
    /// A job engine's dashboard brings scripts and styles of its own as files, and writes style attributes; only
    /// administrators reach it (ADR 0038). The hash is of the one style element that its graph adds.
    /// </summary>
    private const string DashboardContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src-elem 'self' 'sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg='; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // As it was asked for: the dashboard takes its own part off the path before it answers.
        var policy = context.Request.Path.StartsWithSegments("/admin/jobs") ? DashboardContentSecurityPolicy : ContentSecurityPolicy;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";

            // Pages hold personal results and personal links; only our own static files may be kept by anybody.
            if (!headers.ContainsKey("ETag"))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
