using GradeBench.Core;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Jobs;
using GradeBench.Core.Mail;
using GradeBench.Core.Retention;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Webhooks;
using GradeBench.Grading;
using GradeBench.Jobs;
using GradeBench.Worker.Practice;
using GradeBench.Worker.Runs;
using GradeBench.Worker.Startup;

namespace GradeBench.Worker;

/// <summary>Puts a worker together: storage, a job engine, a grader, and what happens at start.</summary>
internal static class WorkerHost
{
    /// <param name="configure">Lets a test replace the grader.</param>
    public static IHost Create(string[] args, string connectionString, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions
        {
            ValidateOnBuild = true,
            ValidateScopes = true,
        }));

        // What is being graded may take its time to stop its processes; the lease covers what does not make it.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddCore(connectionString);
        builder.Services.AddGrading();
        builder.Services.AddHostedService<WorkerStart>();
        builder.Services.AddHostedService<WorkerHeartbeat>();
        builder.Services.AddJobWorker();
        builder.Services.AddRunJobs();
        configure?.Invoke(builder.Services);

        return builder.Build();
    }

    /// <summary>What turns a job into a graded run.</summary>
    public static IServiceCollection AddRunJobs(this IServiceCollection services) => services
        .AddSingleton<WorkerName>()
        .AddSingleton<LeaseRenewal>()
        .AddScoped<PublishedRubrics>()
        .AddScoped<IJobHandler, GradeRunJob>()
        .AddScoped<IJobHandler, PracticeJob>()
        .AddScoped<IJobHandler, ReconcileRunsJob>()
        .AddScoped<IJobHandler, RescoreJob>()
        .AddScoped<IJobHandler, PurgeJob>()
        .AddScoped<IJobHandler, ReminderJob>()
        .AddScoped<IJobHandler, CountOlderResultsJob>()
        .AddScoped<IJobHandler, FillEvidenceValuesJob>()
        .AddScoped<IJobHandler, WebhookDispatch>()
        .AddScoped<IJobHandler, DeliverWebhookJob>();
}
