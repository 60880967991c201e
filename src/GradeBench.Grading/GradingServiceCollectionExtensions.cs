using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GradeBench.Grading;

public static class GradingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IGrader"/>. Options are validated when the host starts.</summary>
    public static IServiceCollection AddGrading(this IServiceCollection services, Action<GradingOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GradingOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GradingOptions>, RangeValidation>());
        services.TryAddSingleton<IGrader>(provider => new Grader(
            provider.GetRequiredService<IOptions<GradingOptions>>().Value, sandbox: null, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private sealed class RangeValidation : IValidateOptions<GradingOptions>
    {
        public ValidateOptionsResult Validate(string? name, GradingOptions options)
        {
            var problems = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(problems.Select(p => $"Grading: {p.ErrorMessage}"));
        }
    }
}
