using GradeBench.Core.Candidates;
using GradeBench.Core.Receipts;

namespace GradeBench.Core.Mail;

/// <summary>What candidates are written. Times are told in UTC and, where it is known, in the candidate's own zone.</summary>
public static class CandidateMails
{
    /// <summary>With <see cref="OutgoingMail.LinkPlace"/> where the personal link is, which is kept apart.</summary>
    public static MailMessage Invitation(CandidateAddress to, string assessment, DateTimeOffset startUntil, TimeSpan timeToWork) => new(
        to.Name, to.Email, $"Your invitation: {assessment}", $"""
        Hello {to.Name},

        you are invited to a take-home programming task: {assessment}.

        Your personal link, which needs no account:
        {OutgoingMail.LinkPlace}

        Nothing starts when you open it. The page says what is graded and by which rules, how your data is used, and how to
        ask for more time or other conditions. You can try an upload there first; it does not count.

        Start until: {Time(startUntil, to)}
        Time to work once you press Start: {Hours(timeToWork)}

        The link is for you alone. Reply to this message with any question.
        """);

    public static MailMessage Reminder(CandidateAddress to, string assessment, DateTimeOffset startUntil) => new(
        to.Name, to.Email, $"Your invitation ends soon: {assessment}", $"""
        Hello {to.Name},

        you have not started {assessment} yet. Your personal link, in the message we sent before, can be used to start
        until {Time(startUntil, to)}.

        If you cannot find it, need more time or do not want to take part, reply to this message. Each is fine.
        """);

    public static MailMessage DeadlineReminder(CandidateAddress to, string assessment, DateTimeOffset deadline, int uploads) => new(
        to.Name, to.Email, $"Your time ends soon: {assessment}", $"""
        Hello {to.Name},

        your time for {assessment} ends at {Time(deadline, to)}.

        {(uploads == 0 ? "Nothing was uploaded yet. Upload what you have: only that counts, and you can upload again until then."
            : "What you uploaded last is safe and counts. You can upload again until then; the last upload counts.")}

        If something keeps you from working, reply to this message.
        """);

    public static MailMessage Receipt(CandidateAddress to, string assessment, int number, Receipt receipt, DateTimeOffset deadline, string json) => new(
        to.Name, to.Email, $"Receipt {receipt.Number}: {assessment}", $"""
        Hello {to.Name},

        your upload {number} for {assessment} is received and stored.

        Receipt number: {receipt.Number}
        Received: {Time(receipt.ReceivedAt, to)}
        SHA-256: {receipt.Sha256} ({receipt.Bytes} bytes)
        Files: {receipt.Files.Count}
        Versions: task {receipt.PackVersion}, rubric {receipt.RubricVersion}
        Signature: {receipt.Signature}

        You may upload again until {Time(deadline, to)}. The last upload before that counts; all are kept.
        The receipt is attached as a file. Anybody can check it on the page /verify/{receipt.Number}, which says nothing about you.
        """, new MailAttachment($"{receipt.Number}.json", json));

    public static MailMessage FeedbackReleased(CandidateAddress to, string assessment) => new(
        to.Name, to.Email, $"Your feedback: {assessment}", $"""
        Hello {to.Name},

        the feedback on your work for {assessment} can be read now: open your personal link and the upload that counts.
        It says for each criterion which level was reached, what was seen and one next step.

        If you think something was overlooked, you can ask there for a person to look again.
        """);

    private static string Time(DateTimeOffset at, CandidateAddress to)
    {
        var utc = FormattableString.Invariant($"{at.ToUniversalTime():d MMM yyyy, HH:mm} UTC");

        return CandidateTime.FindZoneBesideUtc(to.TimeZone) is { } zone ? $"{utc}, which is {CandidateTime.Text(at, zone)}" : utc;
    }

    private static string Hours(TimeSpan time) => time.Minutes == 0
        ? FormattableString.Invariant($"{(int)time.TotalHours} hours")
        : FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
}

/// <summary>Whom a message is for.</summary>
/// <param name="TimeZone">Null when it is not known.</param>
public sealed record CandidateAddress(string Name, string Email, string? TimeZone);
