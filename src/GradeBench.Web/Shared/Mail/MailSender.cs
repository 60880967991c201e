using System.Data.Common;
using System.Threading.Channels;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using Npgsql;

namespace GradeBench.Web.Shared.Mail;

/// <summary>
/// Sends mail behind the answers of pages, so that nobody waits for a mail server. The database says when there is some,
/// whichever process noted it; without a server the folder is this machine's, where administrators look.
/// </summary>
internal sealed partial class MailSender(NpgsqlDataSource dataSource, IServiceScopeFactory scopes, TimeProvider clock, ILogger<MailSender> logger) : BackgroundService
{
    /// <summary>For what is due later: another attempt, or a message another process held when it ended.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    // One call to look is enough, however many there were.
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), RemindAsync(stoppingToken), SendAsync(stoppingToken));

    private Task ListenAsync(CancellationToken stoppingToken) => new NotificationLoop(dataSource, MailOutbox.Channel, clock).RunAsync(
        connected: Call, notified: _ => Call(), broken: exception => Log.NotHeard(logger, exception), stoppingToken);

    private async Task RemindAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Call();
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _calls.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MailDelivery>().RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                // A database that is away a moment comes wrapped or as it is.
                Log.NotRead(logger, exception);
            }
        }
    }

    private void Call() => _calls.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The connection that hears of new mail broke; until it is open again mail goes up to 30 s late.")]
        public static partial void NotHeard(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The database could not be asked for mail; what waits is sent later.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
