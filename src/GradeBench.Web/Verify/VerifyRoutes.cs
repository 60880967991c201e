using GradeBench.Core.Receipts;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Verify;

/// <summary>
/// The public page that checks a receipt. It tells whether an upload with that number was received, when, and whether a
/// file is the one that was sent; nothing about whose it was or how it did.
/// </summary>
internal static class VerifyRoutes
{
    private const int Sha256Digits = 64;

    public static void MapVerify(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", Form).RequireRateLimiting(RateLimits.Verify);
        routes.MapGet("/verify/{receipt:length(1,40)}", ShowAsync).RequireRateLimiting(RateLimits.Verify);
    }

    private static async Task<IResult> Form(
        string? receipt, string? sha256, string? signature, ReceiptReader receipts, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(receipt)
            ? Page.Show<VerifyPage, VerifyModel>(new("", null, null, null))
            : await ShowAsync(receipt, sha256, signature, receipts, cancellationToken);

    private static async Task<IResult> ShowAsync(
        string receipt, string? sha256, string? signature, ReceiptReader receipts, CancellationToken cancellationToken)
    {
        var found = await receipts.FindAsync(receipt, cancellationToken);
        return Page.Show<VerifyPage, VerifyModel>(
            new(receipt.Trim(), found is null ? null : PublicReceipt.Of(found), Compare(sha256, found?.Sha256), Compare(signature, found?.Signature)),
            found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static HashMatch? Compare(string? given, string? stored)
    {
        var digits = given?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(digits) || stored is null ? null
            : digits.Length != Sha256Digits || !digits.All(char.IsAsciiHexDigitLower) ? HashMatch.NoHash
            : digits == stored ? HashMatch.Same
            : HashMatch.Different;
    }
}

/// <summary>What came of comparing a hash that somebody typed.</summary>
public enum HashMatch
{
    Same,
    Different,

    /// <summary>It is not 64 hexadecimal digits.</summary>
    NoHash,
}

/// <summary>What everybody may know of a receipt: neither the files' names nor anything about a person or a result.</summary>
public sealed record PublicReceipt(
    string Number, string Assessment, DateTimeOffset ReceivedAt, int Files, string PackVersion, string RubricVersion, string RubricSha256, string StarterSha256)
{
    public static PublicReceipt Of(Receipt receipt) => new(
        receipt.Number, receipt.Assessment, receipt.ReceivedAt, receipt.Files.Count, receipt.PackVersion, receipt.RubricVersion, receipt.RubricSha256, receipt.StarterSha256);
}

/// <param name="Typed">The number as it was typed; empty when none was.</param>
/// <param name="Receipt">Null when there is none with that number.</param>
/// <param name="File">Null when no hash was given.</param>
/// <param name="Signature">Null when no signature was given.</param>
public sealed record VerifyModel(string Typed, PublicReceipt? Receipt, HashMatch? File, HashMatch? Signature);
