using System.Globalization;
using System.Text;
using GradeBench.Contracts.CsvPipeline;
using Users;

namespace GradeBench.HeadlineLoads;

/// <summary>One gigabyte of CSV from a file on disk, summed up by the reference of <c>csv-pipeline</c>.</summary>
internal static class CsvLoad
{
    private const int PieceBytes = 64 * 1024;

    public static async Task<LoadResult> RunAsync(int rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"gradebench-{Guid.NewGuid():N}.csv");
        try
        {
            await WriteAsync(file, rows);
            var began = TimeProvider.System.GetTimestamp();
            var summary = await new UserPipeline(new UserPipelineOptions()).SummarizeAsync(
                new CsvSource("export.csv", ReadAsync(file)), CancellationToken.None);
            var took = TimeProvider.System.GetElapsedTime(began);
            return summary.Users == rows && summary.BadRows == 0
                ? new LoadResult("csv-pipeline", rows, took, new FileInfo(file).Length)
                : throw new InvalidOperationException($"{summary.Users} users and {summary.BadRows} bad rows came out of {rows} good ones.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Two columns are there to be ignored, as in any real export; a row is about a hundred bytes long.
    private static async Task WriteAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), PieceBytes);
        await writer.WriteLineAsync("user_id,username,country,signup_date,is_active,monthly_spend,notes");
        var random = new Random(20260126);
        for (var id = 1; id <= rows; id++)
        {
            var day = new DateOnly(2020, 1, 1).AddDays(random.Next(2000));
            await writer.WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{id},user.{random.Next(1_000_000):x},DE,{day:yyyy-MM-dd},{(id % 3 == 0 ? "false" : "true")},{random.Next(50_000) / 100m},\"generated, without any meaning, row number {id:0000000000}\"\n"));
        }
    }

    private static async IAsyncEnumerable<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var piece = new byte[PieceBytes];
        int read;
        while ((read = stream.Read(piece)) > 0)
        {
            // A piece belongs to whoever gets it.
            yield return piece.AsSpan(0, read).ToArray();
        }

        await Task.CompletedTask;
    }
}
