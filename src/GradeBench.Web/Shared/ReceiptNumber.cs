using GradeBench.Core.Receipts;

namespace GradeBench.Web.Shared;

/// <inheritdoc cref="ReceiptCode"/>
public static class ReceiptNumber
{
    public static string Of(Guid submissionId) => ReceiptCode.Of(submissionId);
}
