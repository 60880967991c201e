using System.Text.Encodings.Web;
using System.Text.Json;
using GradeBench.Core.Receipts;

namespace GradeBench.Web.Candidate;

/// <summary>A receipt as JSON, for people who keep files. What is signed is in it as it was signed.</summary>
internal static class ReceiptFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // A file to be kept and read, never a part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Receipt receipt) => JsonSerializer.Serialize(new
    {
        receipt.Number,
        receipt.Assessment,
        receipt.Sha256,
        receipt.Bytes,
        receipt.ReceivedAt,
        receipt.FileName,
        receipt.Files,
        receipt.PackVersion,
        receipt.RubricVersion,
        receipt.RubricSha256,
        receipt.StarterSha256,
        SignedText = ReceiptSigner.Text(receipt),
        receipt.Signature,
    }, Options);
}
