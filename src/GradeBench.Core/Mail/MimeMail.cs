using System.Text;
using MimeKit;

namespace GradeBench.Core.Mail;

/// <summary>A message in the form in which it travels. The library encodes what would otherwise begin a header of its own.</summary>
internal static class MimeMail
{
    public static MimeMessage Of(MailMessage message, MailOptions options, DateTimeOffset now)
    {
        var body = new BodyBuilder { TextBody = message.Text.ReplaceLineEndings("\r\n") };
        if (message.Attachment is { } file)
        {
            body.Attachments.Add(file.FileName, Encoding.UTF8.GetBytes(file.Json), new ContentType("application", "json"));
        }

        var mail = new MimeMessage { Subject = message.Subject, Date = now, Body = body.ToMessageBody() };
        mail.From.Add(new MailboxAddress(options.FromName, options.From));
        mail.To.Add(new MailboxAddress(message.ToName, message.ToAddress));

        return mail;
    }
}
