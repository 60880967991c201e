using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Webhooks;

/// <summary>Registers what webhooks are set up and sent with.</summary>
internal static class WebhookServiceCollectionExtensions
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks");
        services.AddSingleton<WebhookSender>();
        services.AddScoped<WebhookService>();
    }
}
