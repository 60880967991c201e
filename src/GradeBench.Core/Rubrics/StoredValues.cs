using System.Data.Common;
using System.Text.Json;
using GradeBench.Rubrics;
using Npgsql;

namespace GradeBench.Core.Rubrics;

/// <summary>Reads what the numbers of graded runs come from, very many at once.</summary>
internal static class StoredValues
{
    // Whole evidence is sent only where its values were not taken out of it yet.
    private const string Query =
        "SELECT run_id, evidence_values, CASE WHEN evidence_values IS NULL THEN evidence END FROM run_results WHERE run_id = ANY($1)";

    /// <summary>Calls back with each run's values; with null for evidence in a form this program does not know: it is told, not guessed at.</summary>
    public static async Task ReadAsync(
        NpgsqlDataSource dataSource, Guid[] runs, Action<Guid, EvidenceValues?> read, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Query);
        command.Parameters.AddWithValue(runs);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) read(reader.GetGuid(0), Known(Values(reader)));
    }

    private static EvidenceValues? Values(DbDataReader reader)
    {
        try
        {
            if (!reader.IsDBNull(1)) return JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), StoredForm.ValuesType);

            return JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(2), StoredForm.EvidenceType) is { } evidence ? EvidenceValues.Of(evidence) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EvidenceValues? Known(EvidenceValues? values) => values is { Format: Evidence.CurrentFormat } ? values : null;
}
