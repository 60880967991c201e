using GradeBench.Jobs;
using GradeBench.Web.Admin;
using GradeBench.Web.Api;
using GradeBench.Web.Admin.Adjustments;
using GradeBench.Web.Candidate;
using GradeBench.Web.Reviewer;
using GradeBench.Web.Reviewer.Feedback;
using GradeBench.Web.Shared.Account;
using GradeBench.Web.Shared.Errors;
using GradeBench.Web.Shared.Security;
using GradeBench.Web.Verify;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace GradeBench.Web.Shared;

/// <summary>The way of a request, and the routes there are.</summary>
internal static class WebPipeline
{
    public static void UseGradeBenchWeb(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ErrorAnswer.For(context, ErrorText.Broken).ExecuteAsync(context),
            SuppressDiagnosticsCallback = _ => false,
        });
        app.UseStatusCodePages(context =>
            ErrorAnswer.For(context.HttpContext, ErrorText.Of(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext));
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static void MapGradeBenchWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");

        var pages = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, RequireAntiforgery>();
        // IResult, because what is generated for requests cannot name a page, which is generated itself.
        pages.MapGet("/", IResult (HttpContext context) => Page.Show<HomePage, HomeModel>(new(context.User.Identity?.IsAuthenticated == true)));
        pages.MapAccount();
        pages.MapCandidate();
        pages.MapReviewer();
        pages.MapAdmin();
        pages.MapAdjustments();
        pages.MapFeedback();
        pages.MapVerify();
        app.MapApi();
        app.MapJobDashboard(Policies.Admin);
    }
}
