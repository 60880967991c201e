using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MimeKit;

namespace GradeBench.Core.Mail;

/// <summary>Mail as files (<c>.eml</c>), the way it goes without a server. Administrators can read it.</summary>
public sealed class MailFolder(IOptions<MailOptions> options, TimeProvider clock) : IMailer
{
    private const int MostListed = 200;

    private string Folder => options.Value.Folder;

    public async Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss-fff}-{Person(message.ToAddress)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.eml");
        try
        {
            // Messages hold personal links: for the program's own user only.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
            else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var mail = MimeMail.Of(message, options.Value, now);
            var bytes = MimeMail.Bytes(mail);
            await File.WriteAllBytesAsync(Path.Combine(Folder, name), bytes, cancellationToken);

            return MimeMail.Sent(mail, bytes, through: name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new MailOutcome.Failed($"The mail folder {Folder} cannot be written: {exception.Message} Configure Mail:Folder or a mail server.");
        }
    }

    /// <summary>The latest messages, the newest first.</summary>
    public IReadOnlyList<FiledMail> List() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.eml").OrderDescending(StringComparer.Ordinal).Take(MostListed).Select(Read).OfType<FiledMail>()]
            : [];

    /// <summary>One message; null when there is none with that file name.</summary>
    /// <param name="fileName">As <see cref="List"/> gave it; names that lead elsewhere find nothing.</param>
    public FiledMail? Find(string fileName)
    {
        var path = Path.Combine(Folder, Path.GetFileName(fileName));

        return fileName.EndsWith(".eml", StringComparison.Ordinal) && File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Deletes every message to that address; how many there were.</summary>
    public int DeleteTo(string address)
    {
        if (!Directory.Exists(Folder))
        {
            return 0;
        }

        var files = Directory.GetFiles(Folder, $"*-{Person(address)}-*.eml");
        foreach (var file in files)
        {
            File.Delete(file);
        }

        return files.Length;
    }

    // Names are made of a hash, so that a listing of the folder shows no address and erasing needs not read every file.
    private static string Person(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Candidates.Candidate.NormalizeEmail(address))))[..16];

    private static FiledMail? Read(string path)
    {
        try
        {
            using var mail = MimeMessage.Load(path);

            return new FiledMail(
                Path.GetFileName(path), mail.To.ToString(), mail.Subject ?? "", mail.Date, mail.TextBody ?? "", [.. mail.Headers.Select(h => new MailHeader(h.Field, h.Value))]);
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            // Somebody else's file, or one that was deleted a moment ago.
            return null;
        }
    }
}

/// <summary>A message in the folder.</summary>
public sealed record FiledMail(string FileName, string To, string Subject, DateTimeOffset At, string Text, IReadOnlyList<MailHeader> Headers);

public sealed record MailHeader(string Name, string Value);
