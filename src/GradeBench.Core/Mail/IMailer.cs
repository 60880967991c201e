namespace GradeBench.Core.Mail;

/// <summary>Sends mail: through a server when one is configured, otherwise into a folder that people can look into.</summary>
public interface IMailer
{
    Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken);
}
