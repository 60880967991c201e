using static GradeBench.Core.Intake.IntakeResult;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>Refusals of whole zip files.</summary>
internal static class ZipRefusals
{
    public static Refused Zip64(string what) => Refuse(RefusalReason.Zip64, $"{what} uses the zip64 format meant for files over 4 GiB; {MakeZipAgain}.");

    public static Refused Gap() => Refuse(RefusalReason.Polyglot,
        $"The zip file holds bytes that belong to none of its entries, or entries that share bytes; {MakeZipAgain}.");

    public static Refused Damaged(string how) => Refuse(RefusalReason.Damaged, $"The zip file is damaged: {how}; {MakeZipAgain}.");
}
