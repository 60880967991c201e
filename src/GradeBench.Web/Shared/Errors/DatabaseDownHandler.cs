using System.Data.Common;
using GradeBench.Core.Jobs;
using Microsoft.AspNetCore.Diagnostics;

namespace GradeBench.Web.Shared.Errors;

/// <summary>Tells "the database is not there" apart from a defect: people are told to wait, and that nothing was stored.</summary>
internal sealed partial class DatabaseDownHandler(ILogger<DatabaseDownHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await ErrorAnswer.For(httpContext, ErrorText.TooLarge).ExecuteAsync(httpContext);
            return true;
        }

        if (!IsUnreachable(exception))
        {
            return false;
        }

        Log.Unreachable(logger, exception);
        httpContext.Response.Headers.RetryAfter = "30";
        await ErrorAnswer.For(httpContext, ErrorText.DatabaseDown).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Entity Framework wraps what the driver says, so the cause may lie deeper.</summary>
    internal static bool IsUnreachable(Exception? exception) => exception switch
    {
        null => false,
        JobEngineUnavailableException => true,
        DbException { IsTransient: true } => true,

        // 57P0x: the server is shutting down or starting; 53xxx: it has no connection or memory left; 28xxx, 3D000: refuses us.
        DbException { SqlState: { } state } => state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("28", StringComparison.Ordinal) || state == "3D000",

        // The driver gives no state when it never reached a server.
        DbException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException } => true,
        _ => IsUnreachable(exception.InnerException),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The database cannot be reached; the page says so with status 503.")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
