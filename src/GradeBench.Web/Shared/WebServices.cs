using GradeBench.Core;
using GradeBench.Core.Intake;
using GradeBench.Jobs;
using GradeBench.Web.Admin;
using GradeBench.Web.Api;
using GradeBench.Web.Admin.Adjustments;
using GradeBench.Web.Candidate;
using GradeBench.Web.Reviewer;
using GradeBench.Web.Reviewer.Feedback;
using GradeBench.Web.Shared.Account;
using GradeBench.Web.Shared.Errors;
using GradeBench.Web.Shared.Live;
using GradeBench.Web.Shared.Mail;
using GradeBench.Web.Shared.Security;
using Microsoft.AspNetCore.Http.Features;

namespace GradeBench.Web.Shared;

/// <summary>What the web process is made of.</summary>
internal static class WebServices
{
    /// <summary>Forms other than the upload are a few fields.</summary>
    private const long MaxFormBytes = 64 * 1024;

    public static void AddGradeBenchWeb(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));

        // The build output serves the files of wwwroot from the sources; a published app has copies beside it.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxFormBytes;
        });

        services.AddCore(connectionString);
        services.AddRunEvents();
        services.AddJobEngine();
        services.AddRazorComponents();
        services.AddSingleton<RubricShelf>();
        services.AddSingleton<RunEventStream>();
        services.AddCandidate();
        services.AddReviewer();
        services.AddAdmin();
        services.AddApi();
        services.AddAdjustments();
        services.AddFeedback();
        services.AddHostedService<MailSender>();
        services.AddKeyRing(builder.Configuration);
        services.AddSignIn(builder.Configuration);
        services.AddGradeBenchPolicies();
        services.AddGradeBenchRateLimits(builder.Configuration);
        services.AddExceptionHandler<DatabaseDownHandler>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddOptions<IntakeLimits>().BindConfiguration("Intake").ValidateDataAnnotations().ValidateOnStart();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "gradebench-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 64;
            form.ValueLengthLimit = (int)MaxFormBytes;
            form.MultipartHeadersLengthLimit = 8 * 1024;

            // Uploads stay in memory: they are small, and nothing of a candidate should lie in a temporary folder.
            form.MemoryBufferThreshold = IntakeLimits.Widest.MaxUploadBytes;
            form.MultipartBodyLengthLimit = IntakeLimits.Widest.MaxUploadBytes;
        });
    }
}
