using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared.Account;

namespace GradeBench.Web.Shared.Security;

/// <summary>How often one sender may ask.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests from one address in ten seconds. 10 to 100,000; the default is 1,000.</summary>
    [Range(10, 100_000)]
    public int RequestsPerTenSeconds { get; set; } = 1_000;

    /// <summary>Attempts to sign in from one address in a minute. 1 to 1,000; the default is 10.</summary>
    [Range(1, 1_000)]
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Changes of one's own account from one session in a minute, tries with a wrong password included. 1 to 1,000; the default is 20.</summary>
    [Range(1, 1_000)]
    public int AccountChangesPerMinute { get; set; } = 20;

    /// <summary>Uploads with one personal link in a minute. 1 to 1,000; the default is 20.</summary>
    [Range(1, 1_000)]
    public int UploadsPerMinute { get; set; } = 20;

    /// <summary>Receipts looked up from one address in a minute, so that numbers cannot be tried out. 1 to 1,000; the default is 30.</summary>
    [Range(1, 1_000)]
    public int ReceiptsPerMinute { get; set; } = 30;

    /// <summary>Requests to the API with one token in a minute. 1 to 100,000; the default is 600.</summary>
    [Range(1, 100_000)]
    public int ApiRequestsPerMinute { get; set; } = 600;
}

internal static class RateLimits
{
    public const string SignIn = "sign-in";

    public const string Account = "account";

    public const string Upload = "upload";

    public const string Verify = "verify";

    public const string Api = "api";

    public static IServiceCollection AddGradeBenchRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        Validator.ValidateObject(limits, new ValidationContext(limits), validateAllProperties: true);

        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                }

                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                context => Window(Address(context), limits.RequestsPerTenSeconds, TimeSpan.FromSeconds(10)));
            limiter.AddPolicy(Api, context => Window(
                context.Request.Headers.Authorization is [{ } header] ? Hash(header) : Address(context),
                limits.ApiRequestsPerMinute, TimeSpan.FromMinutes(1)));
            limiter.AddPolicy(SignIn, context => Window(Address(context), limits.SignInsPerMinute, TimeSpan.FromMinutes(1)));

            // Nobody is known yet at this point of the pipeline. A made-up cookie buys nothing: it opens nothing.
            limiter.AddPolicy(Account, context => Window(
                context.Request.Cookies[SignInServices.SessionCookie] is { } session ? Hash(session) : Address(context), limits.AccountChangesPerMinute, TimeSpan.FromMinutes(1)));
            limiter.AddPolicy(Verify, context => Window(Address(context), limits.ReceiptsPerMinute, TimeSpan.FromMinutes(1)));
            limiter.AddPolicy(Upload, context => Window(
                context.Request.RouteValues["token"] as string ?? "", limits.UploadsPerMinute, TimeSpan.FromMinutes(1)));
        });
    }

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

    private static string Hash(string secret) => Sha256Hex.Of(System.Text.Encoding.UTF8.GetBytes(secret));

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
