using System.Data.Common;
using Npgsql;

namespace GradeBench.Core.Storage;

/// <summary>Listens on one PostgreSQL channel for as long as it is told to, opening a new connection whenever one breaks.</summary>
public sealed class NotificationLoop(NpgsqlDataSource dataSource, string channel, TimeProvider clock)
{
    // A half-open connection (server gone without a goodbye) is noticed by asking; nothing is lost in the meantime but time.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    /// <param name="connected">Called each time listening begins: what was announced before was not heard.</param>
    /// <param name="notified">Called with the payload of each announcement.</param>
    /// <param name="broken">Called when the connection breaks or cannot be opened.</param>
    public async Task RunAsync(
        Action connected, Action<string> notified, Action<Exception> broken, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(connected, notified, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (DbException exception)
            {
                broken(exception);
                await Task.Delay(RetryDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(Action connected, Action<string> notified, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => notified(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        connected();
        while (true)
        {
            if (!await connection.WaitAsync(ProbeInterval, cancellationToken))
            {
                await using var probe = new NpgsqlCommand("SELECT 1", connection);
                await probe.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
