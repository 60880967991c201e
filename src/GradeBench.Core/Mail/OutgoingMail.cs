using GradeBench.Core.Candidates;

namespace GradeBench.Core.Mail;

/// <summary>What a message is about. About one thing at one moment there is one message of a kind.</summary>
public enum MailKind
{
    Invitation,

    /// <summary>That the time to start ends soon.</summary>
    StartReminder,

    /// <summary>That the sitting ends soon.</summary>
    DeadlineReminder,

    Receipt,
    FeedbackReleased,
}

public enum MailState
{
    Waiting,
    Sent,

    /// <summary>Given up after the last attempt; an administrator can ask for another.</summary>
    Failed,
}

/// <summary>A message to a candidate: stored with what it tells of, sent after that, and kept as it was sent.</summary>
public sealed class OutgoingMail
{
    /// <summary>Stands in <see cref="Text"/> where the personal link is. A character nobody can type into a form.</summary>
    public const string LinkPlace = "\u0002";

    public required Guid Id { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary>The id of what it is about.</summary>
    public required Guid About { get; init; }

    /// <summary>Which of several such messages it is: a deadline that was moved is another deadline.</summary>
    public required DateTimeOffset Moment { get; init; }

    public required Guid CandidateId { get; init; }

    public Candidate Candidate { get; init; } = null!;

    public required string ToName { get; init; }

    public required string ToAddress { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>
    /// The personal link, only as long as the message waits: whoever reads the database later must not be able to open it.
    /// </summary>
    public string? Link { get; set; }

    public string? AttachmentName { get; init; }

    public string? AttachmentJson { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required MailState State { get; set; }

    /// <summary>Not before then. Pushed into the future while somebody sends it.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Why the last attempt failed, for administrators; null when it did not.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The server it was handed to, or the file it became.</summary>
    public string? SentThrough { get; set; }

    /// <summary>SHA-256 of the very bytes, headers included.</summary>
    public string? SentSha256 { get; set; }

    /// <summary>The headers it was sent with, decoded, one a line.</summary>
    public string? SentHeaders { get; set; }

    /// <summary>The message with its link; only until it was sent.</summary>
    internal MailMessage Message() => new(
        ToName, ToAddress, Subject, Text.Replace(LinkPlace, Link, StringComparison.Ordinal),
        AttachmentName is null ? null : new MailAttachment(AttachmentName, AttachmentJson!))
    {
        Id = Id,
    };
}
