using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace GradeBench.Jobs;

/// <summary>The engine's own page for administrators.</summary>
public static class JobDashboardEndpointExtensions
{
    /// <summary>Maps <c>/admin/jobs</c>: what waits, what runs and which workers there are.</summary>
    /// <param name="policy">Authorization policy that administrators meet.</param>
    public static IEndpointRouteBuilder MapJobDashboard(this IEndpointRouteBuilder routes, string policy)
    {
        routes.MapGet("/admin/jobs", ShowAsync).RequireAuthorization(policy);

        return routes;
    }

    private static async Task<ContentHttpResult> ShowAsync(
        NpgsqlDataSource dataSource, QuartzSchema schema, CancellationToken cancellationToken)
    {
        await schema.EnsureAsync(cancellationToken);
        Func<string, string> encode = HtmlEncoder.Default.Encode;
        var rows = new List<string>();
        await using var command = dataSource.CreateCommand(
            """
            SELECT 'Worker ' || instance_name, 'last seen ' || to_char(to_timestamp((last_checkin_time - 621355968000000000) / 1e7) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'
            FROM quartz.qrtz_scheduler_state
            UNION ALL SELECT 'Running ' || trigger_group, count(*)::text FROM quartz.qrtz_fired_triggers WHERE state = 'EXECUTING' GROUP BY trigger_group
            UNION ALL SELECT lower(trigger_state) || ' ' || trigger_group, count(*)::text FROM quartz.qrtz_triggers GROUP BY trigger_state, trigger_group
            """);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add($"<tr><td>{encode(reader.GetString(0))}</td><td>{encode(reader.GetString(1))}</td></tr>");
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            rows.Add("<tr><td>No worker has been started yet</td><td></td></tr>");
        }

        return TypedResults.Content(
            $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Jobs (Quartz) - GradeBench</title></head>
            <body><main><h1>Jobs</h1><p>Engine: Quartz.NET, clustered on PostgreSQL. <a href="/admin">Back</a></p>
            <table><thead><tr><th scope="col">What</th><th scope="col">How many, or when</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>
            </main></body></html>
            """, "text/html; charset=utf-8");
    }
}
