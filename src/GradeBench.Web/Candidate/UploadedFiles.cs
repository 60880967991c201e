using System.Text;
using GradeBench.Core.Intake;
using GradeBench.Core.Submissions;

namespace GradeBench.Web.Candidate;

/// <summary>Reads the files of an upload form: the same way for what counts and for what is only tried.</summary>
internal static class UploadedFiles
{
    public static async Task<(IReadOnlyList<UploadPart> Parts, IntakeResult Result)> ReadAsync(
        IFormFileCollection files, IntakeLimits limits, CancellationToken cancellationToken)
    {
        // A browser sends a file field that was left empty as one nameless part.
        UploadPart[] parts = [.. files.Where(f => f.FileName.Length > 0).Select(f => new UploadPart(f.FileName, f.OpenReadStream))];

        return (parts, await new SubmissionIntake(limits).ReadAsync(parts, cancellationToken));
    }

    public static IReadOnlyList<SubmittedFile> Submitted(this IntakeResult.Accepted accepted) =>
        [.. accepted.Files.Select(f => new SubmittedFile(f.Path, Encoding.UTF8.GetByteCount(f.Text)))];
}
