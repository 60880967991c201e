using GradeBench.Core.Jobs;
using Quartz;

namespace GradeBench.Jobs;

/// <summary>What Quartz runs for every job: it hands the stored name and subject to the product's dispatcher.</summary>
internal sealed class DispatchJob(JobDispatcher dispatcher) : IJob
{
    public const string NameKey = "name";

    public const string SubjectKey = "subject";

    public static JobDataMap Data(Job job) => new()
    {
        [NameKey] = job.Name,
        [SubjectKey] = job.Subject.ToString(),
    };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var data = context.MergedJobDataMap;
        var job = new Job((string)data[NameKey]!, Guid.Parse((string)data[SubjectKey]!));
        await dispatcher.DispatchAsync(job, cancellationToken);
    }
}
