using System.Data.Common;
using GradeBench.Core.Adjustments;
using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Audit;
using GradeBench.Core.Candidates;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Consents;
using GradeBench.Core.Decisions;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Reviews;
using GradeBench.Core.Mail;
using GradeBench.Core.Practice;
using GradeBench.Core.Receipts;
using GradeBench.Core.Retention;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Core.Tokens;
using GradeBench.Core.Users;
using GradeBench.Core.Webhooks;
using GradeBench.Core.Workers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace GradeBench.Core;

/// <summary>Registers what every process of GradeBench shares.</summary>
public static class CoreServiceCollectionExtensions
{
    /// <summary>Storage, rules and write operations. The job engine is added apart (<c>AddJobEngine</c>).</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddDbContextFactory<GradeBenchDbContext>(
            (provider, options) => options.UseGradeBench(provider.GetRequiredService<NpgsqlDataSource>()));

        services.AddOptions<InvitationOptions>().BindConfiguration("Invitations").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SubmissionOptions>().BindConfiguration("Submissions").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FeedbackOptions>().BindConfiguration("Feedback").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RunOptions>().BindConfiguration("Runs").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JobOptions>().BindConfiguration("Jobs").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<JobDispatcher>();
        services.AddSingleton<RunEvents>();
        services.AddSingleton<RunProgress>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<BlobStore>();
        services.AddScoped<PackPublisher>();
        services.AddRubricEditing();
        services.AddScoped<ApiTokens>();
        services.AddWebhooks();
        services.AddScoped<InvitationService>();
        services.AddScoped<InvitationBatch>();
        services.AddScoped<InvitationMail>();
        services.AddScoped<AttemptService>();
        services.AddScoped<DeadlineService>();
        services.AddScoped<AdjustmentService>();
        services.AddScoped<ConsentService>();
        services.AddMail();
        services.AddScoped<CandidateExport>();
        services.AddRetention();
        services.AddScoped<PracticeService>();
        services.AddScoped<PracticeReconciler>();
        services.AddScoped<WorkerSightings>();
        services.AddScoped<FeedbackService>();
        services.AddScoped<FeedbackReader>();
        services.AddScoped<RecheckService>();
        services.AddScoped<ReceiptSigner>();
        services.AddScoped<ReceiptReader>();
        services.AddScoped<SubmissionService>();
        services.AddScoped<RunRequests>();
        services.AddScoped<RunLease>();
        services.AddScoped<RunReconciler>();
        services.AddScoped<CountedScores>();
        services.AddScoped<CohortRelease>();
        services.AddScoped<CohortReports>();
        services.AddScoped<SampleSources>();
        services.AddScoped<ItemRelease>();
        services.AddScoped<ItemStrata>();
        services.AddScoped<CountedItems>();
        services.AddScoped<OlderResults>();
        services.AddScoped<StatedEfforts>();
        services.AddScoped<ReviewedLevels>();
        services.AddScoped<HealthReports>();
        services.AddScoped<FairnessReports>();
        services.AddScoped<CountedEndings>();
        services.AddScoped<HireReports>();
        services.AddScoped<CohortStudies>();
        services.AddScoped<OutcomeService>();
        services.AddScoped<CountedDecisions>();
        services.AddScoped<DecisionRelease>();
        services.AddScoped<DecisionRecord>();
        services.AddScoped<DecisionService>();
        services.AddScoped<DecisionApproval>();
        services.AddScoped<OpenReview>();
        services.AddScoped<ReviewService>();
        services.AddScoped<ReviewNotes>();
        services.AddScoped<IdentityReveals>();
        services.AddSingleton<ScoreErrors>();
        services.AddScoped<GeneratedPopulation>();
        services.AddScoped<LearningPathDeclaration>();

        return services;
    }

    /// <summary>Hears what the database announces about runs, for <see cref="RunProgress.WatchAsync"/>.</summary>
    public static IServiceCollection AddRunEvents(this IServiceCollection services) =>
        services.AddHostedService<RunEventListener>();

    /// <summary>Accounts of reviewers and administrators, stored with everything else.</summary>
    public static IdentityBuilder AddUsers(this IServiceCollection services)
    {
        services.AddScoped<UserAccounts>();
        services.AddScoped<UserAdministration>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<OrganisationAccounts>();

        return services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;

                // Length is what makes a password strong; rules about characters make it forgettable.
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<GradeBenchDbContext>()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
    }
}
