namespace GradeBench.Web.Shared;

/// <summary>
/// A submission's number as people read it aloud: <c>GB-3F2A-91BC-77D0</c>. It comes from the random end of the id, so it
/// tells nothing about when or by whom, and reviewers know a submission by it alone.
/// </summary>
public static class ReceiptNumber
{
    public static string Of(Guid submissionId)
    {
        var digits = submissionId.ToString("N").ToUpperInvariant().AsSpan(20);
        return $"GB-{digits[..4]}-{digits[4..8]}-{digits[8..]}";
    }
}
