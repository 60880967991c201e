using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Rubrics;

/// <summary>Registers what rubrics are edited, tried and published with.</summary>
internal static class RubricServiceCollectionExtensions
{
    public static void AddRubricEditing(this IServiceCollection services)
    {
        services.AddSingleton<DryRun>();
        services.AddScoped<RubricCheck>();
        services.AddScoped<RubricDrafts>();
        services.AddScoped<RubricDryRuns>();
        services.AddScoped<RubricPublishing>();
        services.AddScoped<Rescorings>();
    }
}
