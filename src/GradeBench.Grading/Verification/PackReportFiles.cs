using System.Text.Encodings.Web;
using System.Text.Json;

namespace GradeBench.Grading;

/// <summary>Reports of proofs as files, one per pack, by which those who publish packs learn of those who prove them.</summary>
public static class PackReportFiles
{
    /// <summary>The environment variable that names the folder of the reports.</summary>
    public const string FolderVariable = "GRADEBENCH_PACK_REPORTS";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report, over an earlier one of the same pack; the name of the file, or null when no folder is given or named.</summary>
    /// <param name="folder">Made when it is missing; null for the one <see cref="FolderVariable"/> names.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string? Write(PackReport report, string? folder = null)
    {
        if ((folder ?? Named) is not { } reports) return null;

        Directory.CreateDirectory(reports);
        var file = PathOf(reports, report.Assessment);
        File.WriteAllText(file, JsonSerializer.Serialize(report, Form) + "\n");
        return file;
    }

    /// <summary>The report of exactly this version; null when there is none, or only of another version.</summary>
    /// <param name="folder">Where to look; null when nobody keeps reports.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">The file is no report.</exception>
    public static PackReport? Find(string assessment, string packVersion, string? folder)
    {
        if (string.IsNullOrEmpty(folder) || PathOf(folder, assessment) is var file && !File.Exists(file)) return null;

        var report = JsonSerializer.Deserialize<PackReport>(File.ReadAllText(file), Form);
        return report?.PackVersion == packVersion ? report : null;
    }

    private static string? Named => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : null;

    private static string PathOf(string folder, string assessment) => Path.Combine(folder, $"{assessment}.json");
}
