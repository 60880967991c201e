using System.Text;
using GradeBench.Core.Storage;
using MimeKit;

namespace GradeBench.Core.Mail;

/// <summary>A message in the form in which it travels. The library encodes what would otherwise begin a header of its own.</summary>
internal static class MimeMail
{
    private static readonly FormatOptions Format = Dos();

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
        if (message.Id is { } id)
        {
            mail.MessageId = $"{id:N}@{options.From.Split('@')[^1]}";
        }

        // So that no server makes the library encode it otherwise than it is recorded.
        mail.Prepare(EncodingConstraint.SevenBit);

        return mail;
    }

    /// <summary>The bytes as they are handed on: with line ends as mail has them.</summary>
    public static byte[] Bytes(MimeMessage mail)
    {
        using var buffer = new MemoryStream();
        mail.WriteTo(Format, buffer);

        return buffer.ToArray();
    }

    public static MailOutcome.Sent Sent(MimeMessage mail, byte[] bytes, string through) => new(
        through, Sha256Hex.Of(bytes), string.Join('\n', mail.Headers.Select(header => $"{header.Field}: {header.Value.ReplaceLineEndings(" ")}")));

    private static FormatOptions Dos()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;

        return format;
    }
}
