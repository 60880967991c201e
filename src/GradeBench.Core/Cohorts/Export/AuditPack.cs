using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>
/// One archive with which somebody who has neither our program nor our database can check every number of a study:
/// the numbers, the counts they come from, the formulas, and a script that computes them anew.
/// </summary>
public static class AuditPack
{
    private static readonly string[] Texts = ["FORMULAS.md", "recompute.py"];

    /// <summary>A zip archive with equal bytes for an equal study and time.</summary>
    public static byte[] Write(CohortStudy study, DateTimeOffset writtenAt)
    {
        var files = new List<(string Name, byte[] Bytes)>
        {
            ("report.json", CohortJson.Write(study, writtenAt)),
            ("scores.csv", CohortCsv.Write(study.Report)),
            ("hires.csv", HireCsv.Write(study.Hires)),
            ("health.csv", HealthCsv.Write(study.Health)),
            ("effort.csv", EffortCsv.Write(study.Health)),
            ("fairness.csv", FairnessCsv.Write(study.Fairness)),
        };
        files.AddRange(Texts.Select(name => (name, Resource(name))));
        files.Add(("SHA256SUMS", Encoding.ASCII.GetBytes(string.Concat(files.Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Bytes))}  {f.Name}\n")))));

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = writtenAt.ToUniversalTime();
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(AuditPack).Assembly.GetManifestResourceStream($"AuditPack/{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
