using System.ComponentModel.DataAnnotations;
using GradeBench.Core.Storage.Embedded;

namespace GradeBench.Core.Mail;

/// <summary>Where mail goes. Without a server it goes into a folder, so that a new installation sends nothing by accident.</summary>
public sealed class MailOptions
{
    /// <summary>The sender's address. The default names no real domain.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = "gradebench@localhost.invalid";

    /// <summary>The sender's name. The default is <c>GradeBench</c>.</summary>
    [Required]
    public string FromName { get; set; } = "GradeBench";

    /// <summary>The mail server; empty, the default, for the folder.</summary>
    public string Host { get; set; } = "";

    /// <summary>Between 1 and 65,535; the default is 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted. The default is true; false is for a server on the same machine.</summary>
    public bool Encrypted { get; set; } = true;

    /// <summary>Signs in when it is not empty.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>How long one message may take. Between 1 second and 5 minutes; the default is 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The folder for mail without a server; the default is <c>mail</c> beside this machine's database.</summary>
    public string Folder { get; set; } = Path.Combine(Path.GetDirectoryName(EmbeddedPostgresOptions.ForThisMachine().Folder)!, "mail");
}
