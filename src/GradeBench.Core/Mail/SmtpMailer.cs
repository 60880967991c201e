using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Mail;

/// <summary>Hands mail to the configured server, one connection for each message: they are few.</summary>
internal sealed partial class SmtpMailer(IOptions<MailOptions> options, TimeProvider clock, ILogger<SmtpMailer> logger) : IMailer
{
    public async Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var patience = new CancellationTokenSource(settings.Timeout, clock);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var smtp = new SmtpClient();
            await smtp.ConnectAsync(settings.Host, settings.Port, Security(settings), until.Token);
            if (settings.User.Length > 0)
            {
                await smtp.AuthenticateAsync(settings.User, settings.Password, until.Token);
            }

            using var mail = MimeMail.Of(message, settings, clock.GetUtcNow());
            await smtp.SendAsync(mail, until.Token);
            await smtp.DisconnectAsync(quit: true, until.Token);

            return MimeMail.Sent(mail, MimeMail.Bytes(mail), through: $"{settings.Host}:{settings.Port}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(null, $"{settings.Host}:{settings.Port} did not answer within {settings.Timeout.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException
            or MailKit.CommandException or SslHandshakeException or AuthenticationException)
        {
            return Failed(exception, $"{settings.Host}:{settings.Port} did not take the message: {exception.Message}");
        }
    }

    // A server that offers no encryption is refused rather than spoken to in clear.
    private static SecureSocketOptions Security(MailOptions options) => options switch
    {
        { Encrypted: false } => SecureSocketOptions.None,
        { Port: 465 } => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private MailOutcome.Failed Failed(Exception? exception, string reason)
    {
        Log.NotSent(logger, exception, options.Value.Host, options.Value.Port);

        return new MailOutcome.Failed(reason + " Check the mail settings; the message was not sent.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message was not sent: {Host}:{Port} did not take it.")]
        public static partial void NotSent(ILogger logger, Exception? exception, string host, int port);
    }
}
