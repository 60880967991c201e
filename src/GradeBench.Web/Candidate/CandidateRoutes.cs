using GradeBench.Core.Intake;
using GradeBench.Web.Candidate.Data;
using GradeBench.Web.Candidate.Effort;
using GradeBench.Web.Candidate.Feedback;
using GradeBench.Web.Candidate.Practice;
using GradeBench.Web.Shared.Security;
using Microsoft.AspNetCore.Mvc;

namespace GradeBench.Web.Candidate;

/// <summary>
/// Everything behind a personal link. The link is the key: each query starts from the token's hash, so that somebody
/// else's attempt looks exactly like a missing one.
/// </summary>
internal static class CandidateRoutes
{
    public static void MapCandidate(this IEndpointRouteBuilder routes)
    {
        var link = routes.MapGroup("/c/{token:length(1,100)}");
        link.MapGet("", InvitationEndpoint.GetAsync);
        link.MapPost("start", StartEndpoint.PostAsync);
        link.MapPost("adjustment", AdjustmentEndpoint.PostAsync);
        link.MapGet("clock", ClockEndpoint.GetAsync);
        link.MapGet("starter.zip", StarterEndpoint.GetAsync);
        link.MapPost("submissions", UploadEndpoint.PostAsync)
            .RequireRateLimiting(RateLimits.Upload)
            // Room for what is refused with a sentence; only beyond it the connection is cut.
            .WithMetadata(new RequestSizeLimitAttribute(2L * IntakeLimits.Widest.MaxUploadBytes));
        link.MapGet("submissions/{number:int:min(1)}", SubmissionEndpoint.GetAsync);
        link.MapGet("submissions/{number:int:min(1)}/events", SubmissionEndpoint.EventsAsync);
        link.MapGet("submissions/{number:int:min(1)}/receipt.json", SubmissionEndpoint.ReceiptAsync);
        link.MapPost("submissions/{number:int:min(1)}/rechecks", RecheckEndpoint.PostAsync);
        link.MapPost("submissions/{number:int:min(1)}/effort", EffortEndpoint.PostAsync);
        link.MapGet("data", DataEndpoint.GetAsync);
        link.MapGet("data.zip", DataEndpoint.ExportAsync);
        link.MapPost("data/agreements", DataEndpoint.AgreeAsync);
        link.MapPost("data/erase", DataEndpoint.EraseAsync);
        link.MapGet("practice", PracticeEndpoint.GetAsync);
        link.MapPost("practice", PracticeEndpoint.PostAsync)
            .RequireRateLimiting(RateLimits.Upload)
            .WithMetadata(new RequestSizeLimitAttribute(2L * IntakeLimits.Widest.MaxUploadBytes));
        link.MapGet("practice/{id:guid}", PracticeEndpoint.ResultAsync);
        link.MapGet("practice/{id:guid}/events", PracticeEndpoint.EventsAsync);
        routes.MapGet("/practice/Solution.cs", PracticeEndpoint.WarmUpFile);
    }

    public static IServiceCollection AddCandidate(this IServiceCollection services) => services
        .AddScoped<CandidateZone>()
        .AddScoped<DataEndpoint>()
        .AddScoped<InvitationEndpoint>()
        .AddScoped<UploadEndpoint>()
        .AddScoped<PracticeEndpoint>()
        .AddScoped<SubmissionEndpoint>();
}
