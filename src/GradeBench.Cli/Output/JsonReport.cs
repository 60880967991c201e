using System.Text.Json;
using GradeBench.Core.Intake;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Output;

/// <summary>
/// The report for machines. <c>outcome</c> is <c>graded</c>, <c>notCompiled</c>, <c>refused</c>, <c>cannotSandbox</c> or
/// <c>faulted</c>; the first two carry evidence and scorecard, the others a reason. Everything but printable ASCII is
/// escaped, so that a candidate's text cannot reach a terminal.
/// </summary>
internal static class JsonReport
{
    public const int CurrentFormat = 1;

    public static void Write(TextWriter output, GradedSubmission graded) => Write(output, json =>
    {
        json.WriteString("outcome", graded.Evidence.Compile.Succeeded ? "graded" : "notCompiled");
        json.WriteString("submission", graded.Name);
        json.WriteString("sha256", graded.Upload.Sha256);
        json.WriteStartArray("files");
        foreach (var file in graded.Upload.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("ignored");
        foreach (var entry in graded.Upload.Ignored)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Path);
            json.WriteString("reason", entry.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("scorecard");
        JsonSerializer.Serialize(json, graded.Scorecard, StoredForm.ScorecardType);
        json.WritePropertyName("evidence");
        JsonSerializer.Serialize(json, graded.Evidence, StoredForm.EvidenceType);
        if (graded.Times is { } times)
        {
            json.WriteStartObject("seconds");
            json.WriteNumber("total", Math.Round(times.Total.TotalSeconds, 3));
            json.WriteNumber("compiling", Math.Round(times.Compiling.TotalSeconds, 3));
            json.WriteNumber("testing", Math.Round(times.Testing.TotalSeconds, 3));
            json.WriteNumber("hostCpu", Math.Round(times.HostCpu.TotalSeconds, 3));
            json.WriteEndObject();
        }
    });

    public static void Write(TextWriter output, IntakeResult.Refused refused) =>
        Write(output, "refused", JsonNamingPolicy.CamelCase.ConvertName(refused.Reason.ToString()), refused.Sentence);

    public static void Write(TextWriter output, string outcome, string? reason, string message) => Write(output, json =>
    {
        json.WriteString("outcome", outcome);
        json.WriteString("reason", reason);
        json.WriteString("message", message);
    });

    private static void Write(TextWriter output, Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            content(json);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
