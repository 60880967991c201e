using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradeBench.Rubrics.Tests;

public sealed class StoredFormTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Evidence Sample = EvidenceBuilder.Perfect
        .With("order.many", BehaviourVerdict.ProtocolViolation)
        .WithFact("counter.safety", "racy")
        .WithFindings("GB0301", "shared-state", 1) with
    {
        Flags = ["unsafe code used"],
        Compile = new CompileEvidence(true, [new CompilerDiagnostic("CS0168", DiagnosticSeverity.Warning, "The variable 'x' is declared but never used", null)]),
    };

    [Fact]
    public void Evidence_is_stored_in_the_form_others_read() => Golden.Check("evidence.json", Pretty(StoredForm.Write(Sample)));

    [Fact]
    public void The_values_of_evidence_are_stored_without_a_word_of_it() => Golden.Check("evidence-values.json", Pretty(StoredForm.Write(EvidenceValues.Of(Sample))));

    [Fact]
    public void A_scorecard_is_stored_in_the_form_others_read() =>
        Golden.Check("scorecard.json", Pretty(StoredForm.Write(Scorer.Score(Sample, RubricText.Rubric with { ContentHash = "hash" }))));

    [Fact]
    public void What_is_stored_comes_back_unchanged_whatever_the_order_of_its_keys()
    {
        var scorecard = StoredForm.Write(Scorer.Score(Sample, RubricText.Rubric));

        Assert.Equal(StoredForm.Write(Sample), StoredForm.Write(StoredForm.ReadEvidence(Reordered(StoredForm.Write(Sample)))));
        Assert.Equal(scorecard, StoredForm.Write(StoredForm.ReadScorecard(Reordered(scorecard))));
    }

    [Fact]
    public void What_was_stored_before_it_had_a_list_is_read_with_an_empty_one()
    {
        var stored = JsonNode.Parse(StoredForm.Write(EvidenceBuilder.Perfect.WithMeasure("idle-cpu", 0.1m)))!.AsObject();
        Assert.True(stored.Remove("notAnalysed"));
        foreach (var measure in stored["measures"]!.AsArray()) Assert.True(measure!.AsObject().Remove("lines"));

        var evidence = StoredForm.ReadEvidence(stored.ToJsonString());

        Assert.Empty(evidence.NotAnalysed);
        Assert.Empty(Assert.Single(evidence.Measures).Lines);
        Assert.Equal(10m, Scorer.Score(evidence, RubricText.Rubric).Overall);
    }

    [Fact]
    public void A_newer_format_is_refused_with_advice()
    {
        var newer = StoredForm.Write(Sample).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal);

        var e = Assert.Throws<StoredFormException>(() => StoredForm.ReadEvidence(newer));

        Assert.Equal("Stored evidence has format 2, but this program reads format 1: use a program of the version that wrote it, or newer.", e.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":1,\"rubric\":null}")]
    public void What_is_no_scorecard_is_refused(string json)
    {
        var e = Assert.Throws<StoredFormException>(() => StoredForm.ReadScorecard(json));

        Assert.StartsWith("Stored scorecard cannot be read: ", e.Message, StringComparison.Ordinal);
    }

    private static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Indented) + "\n";
    }

    // What PostgreSQL's jsonb does: keys by length, then by bytes.
    private static string Reordered(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(document.RootElement, writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());

        static void Write(JsonElement element, Utf8JsonWriter writer)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name.Length).ThenBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
            }
            else
            {
                element.WriteTo(writer);
            }
        }
    }
}
