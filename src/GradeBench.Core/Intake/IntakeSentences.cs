using System.Globalization;
using static GradeBench.Core.Intake.IntakeResult;

namespace GradeBench.Core.Intake;

/// <summary>Wording shared by the refusals.</summary>
internal static class IntakeSentences
{
    public const string MakeZipAgain = "make a new zip of your project folder and upload that";

    public static Refused Refuse(RefusalReason reason, string sentence) => new(reason, sentence);

    /// <summary>A sender's name as it may appear in a sentence.</summary>
    public static string Name(string untrusted) => $"“{UntrustedText.OneLine(untrusted, 80)}”";

    public static string Size(long bytes) => bytes switch
    {
        >= 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.##} MiB"),
        >= 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.##} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
