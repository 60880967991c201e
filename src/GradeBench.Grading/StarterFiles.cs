using System.IO.Compression;
using GradeBench.Assessments;
using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>The files of a pack's starter that would be graded if somebody handed it in as it is.</summary>
internal static class StarterFiles
{
    public static IReadOnlyList<SourceFile> Of(AssessmentPack pack)
    {
        using var archive = new ZipArchive(new MemoryStream([.. pack.Starter]));
        return [.. archive.Entries.Where(e => pack.GradedFiles.Includes(e.FullName)).Select(e => new SourceFile(e.FullName, Text(e)))];
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
