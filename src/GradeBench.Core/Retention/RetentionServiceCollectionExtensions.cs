using GradeBench.Core.Candidates;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Retention;

/// <summary>Registers what data is deleted with, and what keeps it.</summary>
internal static class RetentionServiceCollectionExtensions
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddScoped<RetentionPolicies>();
        services.AddScoped<LegalHolds>();
        services.AddScoped<PurgePreview>();
        services.AddScoped<PurgeService>();
        services.AddScoped<UploadErasure>();
        services.AddScoped<PersonErasure>();
        services.AddScoped<CandidateErasure>();
    }
}
