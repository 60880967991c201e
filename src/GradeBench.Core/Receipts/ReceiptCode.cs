namespace GradeBench.Core.Receipts;

/// <summary>
/// A receipt's number as people type it: <c>GB-3F2A-91BC-77D0</c>. It comes from the random end of the submission's id, so
/// it tells nothing about when or by whom.
/// </summary>
public static class ReceiptCode
{
    private const int Digits = 12;

    public static string Of(Guid submissionId) => Write(submissionId.ToString("N").ToUpperInvariant()[^Digits..]);

    /// <summary>The twelve digits of a number, however it was typed; null when it is none.</summary>
    public static string? DigitsOf(string typed)
    {
        var text = typed.Trim().ToUpperInvariant();
        var digits = string.Concat((text.StartsWith("GB", StringComparison.Ordinal) ? text[2..] : text).Where(c => c is not ('-' or ' ')));

        return digits.Length == Digits && digits.All(char.IsAsciiHexDigitUpper) ? digits : null;
    }

    private static string Write(string digits) => $"GB-{digits[..4]}-{digits[4..8]}-{digits[8..]}";
}
