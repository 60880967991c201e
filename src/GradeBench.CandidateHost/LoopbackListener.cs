using System.Net;
using System.Net.Sockets;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>
/// Listens on a port of the sandbox's own loopback and carries what the submission opens to it to the judge, over the
/// protocol's pipes: there is no other way out of the sandbox.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    // Beyond what a submission may have open files for, so that it is refused by its own limit and not by this queue.
    private const int Backlog = 512;

    private static readonly TimeSpan OutOfFilesPause = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Peer _peer;
    private readonly ulong _id;
    private readonly ReferenceScope _scope = new();

    public LoopbackListener(Peer peer, ulong id)
    {
        (_peer, _id) = (peer, id);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(Backlog);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _ = AcceptAsync();
        SocketThread.Use();
    }

    public int Port { get; }

    /// <summary>Nothing is sent about it or its connections after this returns; the connections are reset.</summary>
    public void Dispose()
    {
        _scope.Dispose();
        _socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var accepted = await _socket.AcceptAsync().ConfigureAwait(false);
                accepted.NoDelay = true;
                LoopbackConnection.Carry(accepted, _peer, _id, _scope);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException)
            {
                // The submission has used up its open files, or was gone before it was accepted.
                await Task.Delay(OutOfFilesPause, TimeProvider.System).ConfigureAwait(false);
            }
        }
    }
}
