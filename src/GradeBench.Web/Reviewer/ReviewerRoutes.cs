using GradeBench.Web.Reviewer.Code;
using GradeBench.Web.Reviewer.Cohorts;
using GradeBench.Web.Reviewer.Compare;
using GradeBench.Web.Reviewer.Decisions;
using GradeBench.Web.Reviewer.Export;
using GradeBench.Web.Reviewer.Fairness;
using GradeBench.Web.Reviewer.Health;
using GradeBench.Web.Reviewer.Hires;
using GradeBench.Web.Reviewer.Invitations;
using GradeBench.Web.Reviewer.Outcomes;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Reviewer.Report;
using GradeBench.Web.Reviewer.Reviews;
using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Reviewer;

/// <summary>Everything reviewers and administrators see of submissions. Names are in it after a decision; learning paths never are.</summary>
internal static class ReviewerRoutes
{
    public static void MapReviewer(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/review").RequireAuthorization(Policies.Reviewer);
        review.MapGet("", QueueEndpoint.GetAsync);
        review.MapGet("next", QueueEndpoint.NextAsync);
        review.MapGet("compare", CompareEndpoint.GetAsync);
        review.MapGet("submissions.csv", ExportEndpoint.Csv);
        review.MapGet("submissions.json", ExportEndpoint.Json);
        MapSubmission(review.MapGroup("submissions/{id:guid}"));
        review.MapGet("cohorts", CohortsEndpoint.GetAsync);
        review.MapGet("cohorts.csv", CohortsEndpoint.CsvAsync);
        review.MapGet("cohorts.json", CohortsEndpoint.JsonAsync);
        review.MapGet("cohorts.zip", CohortsEndpoint.PackAsync);
        review.MapGet("cohorts/hires", HiresEndpoint.GetAsync);
        review.MapGet("cohorts/hires.csv", HiresEndpoint.CsvAsync);
        review.MapGet("cohorts/health", HealthEndpoint.GetAsync);
        review.MapGet("cohorts/health.csv", HealthEndpoint.CsvAsync);
        review.MapGet("cohorts/effort.csv", HealthEndpoint.EffortCsvAsync);
        review.MapGet("cohorts/fairness", FairnessEndpoint.GetAsync);
        review.MapGet("cohorts/fairness.csv", FairnessEndpoint.CsvAsync);
        review.MapGet("invitations", InvitationsEndpoint.GetAsync);
        review.MapPost("invitations", InvitationsEndpoint.PostAsync);
        review.MapGet("invitations/many", ManyInvitationsEndpoint.GetAsync);
        review.MapPost("invitations/many", ManyInvitationsEndpoint.PostAsync);
        review.MapPost("invitations/{id:guid}/link", InvitationsEndpoint.ReplaceAsync);
        review.MapPost("invitations/{id:guid}/revoke", InvitationsEndpoint.RevokeAsync);
    }

    public static IServiceCollection AddReviewer(this IServiceCollection services) => services
        .AddSingleton<StarterShelf>()
        .AddScoped<QueueEndpoint>()
        .AddScoped<CohortsEndpoint>()
        .AddScoped<HiresEndpoint>()
        .AddScoped<HealthEndpoint>()
        .AddScoped<FairnessEndpoint>()
        .AddScoped<ItemTitles>()
        .AddScoped<OutcomeEndpoint>()
        .AddScoped<ScorecardEndpoint>()
        .AddScoped<ReviewEndpoint>()
        .AddScoped<ReconcileEndpoint>()
        .AddScoped<CompareEndpoint>()
        .AddScoped<ReportEndpoint>()
        .AddScoped<ExportRows>()
        .AddScoped<ManyInvitationsEndpoint>()
        .AddScoped<InvitationsEndpoint>();

    private static void MapSubmission(RouteGroupBuilder submission)
    {
        submission.MapGet("", ScorecardEndpoint.GetAsync);
        submission.MapGet("events", ScorecardEndpoint.EventsAsync);
        submission.MapGet("report", ReportEndpoint.GetAsync);
        submission.MapGet("reconcile", ReconcileEndpoint.GetAsync);
        submission.MapPost("reconcile", ReconcileEndpoint.PostAsync);
        submission.MapPost("decision", DecisionEndpoint.PostAsync);
        submission.MapPost("decision/approve", ApprovalEndpoint.ApproveAsync);
        submission.MapPost("decision/send-back", ApprovalEndpoint.SendBackAsync);
        submission.MapGet("outcome", OutcomeEndpoint.GetAsync);
        submission.MapPost("outcome", OutcomeEndpoint.PostAsync);
        submission.MapPost("levels", ReviewEndpoint.LevelAsync);
        submission.MapPost("review/finish", ReviewEndpoint.FinishAsync);
        submission.MapPost("review/reopen", ReviewEndpoint.ReopenAsync);
        submission.MapPost("notes", ReviewEndpoint.NoteAsync);
        submission.MapPost("notes/publish", ReviewEndpoint.PublishAsync);
        submission.MapPost("notes/{note:guid}/remove", ReviewEndpoint.RemoveNoteAsync);
        submission.MapPost("reveal", ReviewEndpoint.RevealAsync);
    }
}
