namespace GradeBench.Core.Mail;

/// <summary>A message to one person: plain text, so that nothing anybody typed can become markup.</summary>
/// <param name="Attachment">A file to keep; null for none.</param>
public sealed record MailMessage(string ToName, string ToAddress, string Subject, string Text, MailAttachment? Attachment = null)
{
    /// <summary>Becomes its message id, by which a receiver tells a repetition; null for a new one each time.</summary>
    public Guid? Id { get; init; }
}

/// <param name="Json">The file's text, as JSON.</param>
public sealed record MailAttachment(string FileName, string Json);

/// <summary>What became of a message: exactly one of the nested cases.</summary>
public abstract record MailOutcome
{
    private MailOutcome() { }

    /// <summary>It was handed on: to the mail server, or into the folder.</summary>
    /// <param name="Through">The server, or the file.</param>
    /// <param name="Sha256">Of the very bytes, in lower-case hex.</param>
    /// <param name="Headers">Decoded, one a line.</param>
    public sealed record Sent(string Through, string Sha256, string Headers) : MailOutcome;

    /// <summary>It was not. Whoever asked for it decides whether somebody must know.</summary>
    /// <param name="Reason">For staff: what went wrong and what to do.</param>
    public sealed record Failed(string Reason) : MailOutcome;
}
