using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

/// <summary>What the intake tests ask again and again.</summary>
internal static class Reading
{
    public static Task<IntakeResult> ZipAsync(byte[] zip, IntakeLimits? limits = null) =>
        new SubmissionIntake(limits ?? new IntakeLimits())
            .ReadAsync([new UploadPart("work.zip", () => new MemoryStream(zip))], TestContext.Current.CancellationToken);

    public static Task<IntakeResult> ZipAsync(HandMadeZip zip, IntakeLimits? limits = null) => ZipAsync(zip.Build(), limits);

    public static Task<IntakeResult> LooseAsync(params (string Name, byte[] Bytes)[] files) =>
        new SubmissionIntake().ReadAsync(
            [.. files.Select(file => new UploadPart(file.Name, () => new MemoryStream(file.Bytes)))], TestContext.Current.CancellationToken);

    public static IntakeResult.Accepted Accepted(IntakeResult result) => Assert.IsType<IntakeResult.Accepted>(result);

    /// <summary>Asserts the reason and that the sentence names what it should: the file, the limit.</summary>
    public static void Refused(IntakeResult result, RefusalReason reason, params string[] named)
    {
        var refused = Assert.IsType<IntakeResult.Refused>(result);
        Assert.Equal(reason, refused.Reason);
        Assert.All(named, part => Assert.Contains(part, refused.Sentence, StringComparison.Ordinal));
        Assert.EndsWith(".", refused.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Sentence, character => char.IsControl(character));
    }
}
