using System.Net.Sockets;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>One connection of the submission, carried to the judge: a pump in each direction, each bounded by the other end's window.</summary>
internal sealed class LoopbackConnection : IConnectionEnd
{
    private const int PieceBytes = 16 * 1024;

    // Given back in lumps, so that a small answer costs no message of its own.
    private const int CreditBytes = ProtocolLimits.ConnectionWindowBytes / 2;

    private readonly Socket _socket;
    private readonly Peer _peer;
    private readonly CarriedConnection _carried;
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _toSubmission = [];
    private TaskCompletionSource _windowGrew = NewSignal();
    private bool _writing;
    private bool _ended;
    private bool _reset;
    private int _owed;

    private LoopbackConnection(Socket socket, Peer peer, CarriedConnection carried) => (_socket, _peer, _carried) = (socket, peer, carried);

    /// <summary>Announces the connection to the judge and carries it until both have closed or <paramref name="scope"/> ends.</summary>
    public static void Carry(Socket socket, Peer peer, ulong listener, ReferenceScope scope)
    {
        var connection = peer.Carry(listener, scope, carried => new LoopbackConnection(socket, peer, carried));
        scope.AtEnd(connection.Reset);
        _ = connection.ReadAsync();
    }

    public void Received(byte[] bytes)
    {
        lock (_gate) _toSubmission.Enqueue(bytes);
        StartWriting();
    }

    public void Credited()
    {
        lock (_gate)
        {
            _windowGrew.TrySetResult();
            _windowGrew = NewSignal();
        }
    }

    public void Closed(bool abort)
    {
        lock (_gate)
        {
            _ended = true;
            _reset |= abort;
        }

        StartWriting();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync()
    {
        var buffer = new byte[PieceBytes];
        var abort = false;
        try
        {
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false) is > 0 and var read)
            {
                for (var rest = buffer.AsMemory(0, read); !rest.IsEmpty;)
                {
                    Task grew;
                    lock (_gate) grew = _windowGrew.Task;
                    var sent = _carried.Send(rest);
                    rest = rest[sent..];
                    if (sent == 0) await grew.ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            abort = true;
        }

        // The last word about this connection; what the judge still sends goes nowhere.
        _carried.Close(abort);
        _peer.Forget(_carried);
        Reset();
    }

    // On the pool and one at a time: whoever finds nobody writing writes what there is.
    private void StartWriting()
    {
        lock (_gate)
        {
            if (_writing) return;
            _writing = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.WriteAsync(), this, preferLocal: false);
    }

    private async Task WriteAsync()
    {
        try
        {
            bool isEnd;
            while (TakeNext(out isEnd) is { } bytes)
            {
                for (var rest = bytes.AsMemory(); !rest.IsEmpty;) rest = rest[await _socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
                GiveBack(bytes.Length);
            }

            // A reset, too, comes after what was sent before it: what a test sees must not depend on which thread is faster.
            if (isEnd && _reset) Abort();
            else if (isEnd) _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The submission has closed or reset the connection; the reading pump tells the judge.
        }
    }

    // With nothing left for now whoever brings more starts writing anew.
    private byte[]? TakeNext(out bool isEnd)
    {
        lock (_gate)
        {
            _writing = _toSubmission.TryDequeue(out var bytes);
            isEnd = !_writing && _ended;
            return bytes;
        }
    }

    private void GiveBack(int count)
    {
        _owed += count;
        if (_owed < CreditBytes) return;

        _carried.Credit(_owed);
        _owed = 0;
    }

    private void Abort()
    {
        try
        {
            // Closing with nothing to linger for is what sends a reset.
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        Reset();
    }

    private void Reset() => _socket.Dispose();
}
