using System.Text;
using GradeBench.Core.Storage;

namespace GradeBench.Core.Consents;

/// <summary>The sentences that candidates tick. An answer is stored with the hash of its sentence, so that it stays clear to what it was given.</summary>
public static class ConsentWording
{
    public static string Of(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.ProcessingNotice => "I have read how my data is used.",
        ConsentPurpose.ShareResult => "My result may be shown to other hiring teams of the organisation that invited me.",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Each purpose has a sentence."),
    };

    internal static string HashOf(ConsentPurpose purpose) => Sha256Hex.Of(Encoding.UTF8.GetBytes(Of(purpose)));
}
