using System.Threading.Channels;
using GradeBench.Core.Mail;

namespace GradeBench.Web.Shared.Mail;

/// <summary>
/// Sends mail behind the answer of a page, so that nobody waits for a mail server. What it carries stands on a page, too: a
/// message that is lost with this process is no loss of anything else.
/// </summary>
internal sealed partial class MailQueue(IMailer mailer, ILogger<MailQueue> logger) : BackgroundService
{
    private const int Capacity = 1_000;

    private readonly Channel<MailMessage> _messages = Channel.CreateBounded<MailMessage>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(MailMessage message) => _messages.Writer.TryWrite(message);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(stoppingToken))
        {
            if (await mailer.SendAsync(message, stoppingToken) is MailOutcome.Failed failed)
            {
                Log.NotSent(logger, failed.Reason);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message to a candidate was not sent: {Reason}")]
        public static partial void NotSent(ILogger logger, string reason);
    }
}
