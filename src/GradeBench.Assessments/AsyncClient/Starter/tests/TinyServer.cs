using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fetching.Tests;

/// <summary>
/// A server on this machine that gives its answers one after the other, and the last of them for ever. An answer is a status
/// and a body. Make one that fails in another way, and see what your client does.
/// </summary>
public sealed class TinyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly (int Status, string Body)[] _answers;
    private int _requests;

    public TinyServer(params (int Status, string Body)[] answers)
    {
        _answers = answers;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Requests => _requests;

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            var reader = new StreamReader(connection.GetStream());
            while (await reader.ReadLineAsync() is { } line)
            {
                // A request without a body ends with an empty line.
                if (line.Length > 0)
                    continue;

                var (status, body) = _answers[Math.Min(Interlocked.Increment(ref _requests), _answers.Length) - 1];
                var content = Encoding.UTF8.GetBytes(body);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Tiny\r\nContent-Length: {content.Length}\r\n\r\n"));
                await connection.GetStream().WriteAsync(content);
            }
        }
    }
}
