using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// One host with one submission loaded, and the objects made in it. When the host dies or breaks the protocol every open
/// call fails, <see cref="Lost"/> completes, and the session is of no further use.
/// </summary>
public sealed class CandidateSession : ISettlingEnd, IAsyncDisposable
{
    private static readonly TimeSpan EndingPatience = TimeSpan.FromSeconds(2);

    private readonly IHostConnection _connection;
    private readonly Peer _peer;
    private readonly HostRequests _requests;
    private readonly CancellationTokenSource _stopped = new();

    // Asking whether the host is at rest lends nothing.
    private readonly ReferenceScope _asking = new();
    private long _lastObject;

    private CandidateSession(IHostConnection connection, Peer peer)
    {
        _connection = connection;
        _peer = peer;
        _requests = new HostRequests(peer);
        Lost = WatchAsync();
    }

    /// <summary>Completes with why the session ended, as soon as it has; never faults.</summary>
    public Task<HostLoss> Lost { get; }

    /// <summary>Takes a host over: waits until it is ready and loads the submission.</summary>
    /// <exception cref="HostUnavailableException">The host was not usable even before it was given the submission.</exception>
    /// <exception cref="ContractException">The submission does not offer the contract.</exception>
    /// <exception cref="HostLostException">The submission ended the host while it was loaded.</exception>
    public static async Task<CandidateSession> StartAsync(IHostConnection connection, CandidatePayload payload, CancellationToken cancellationToken)
    {
        var session = await AttachAsync(connection, cancellationToken).ConfigureAwait(false);
        await session.LoadAsync(payload, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Waits until a host is ready. Up to here nothing of a submission is in it, so whatever goes wrong is our fault.</summary>
    /// <exception cref="HostUnavailableException">It ended, or is no candidate host.</exception>
    internal static async Task<CandidateSession> AttachAsync(IHostConnection connection, CancellationToken cancellationToken)
    {
        var peer = new Peer(connection.FromHost, connection.ToHost, PeerRole.Judge);
        try
        {
            var ready = await peer.ReadReadyAsync(cancellationToken).ConfigureAwait(false);
            if (ready.Host != ReadyInfo.CandidateHost) throw new HostUnavailableException($"A {ready.Host} host was leased as a candidate host.");
        }
        catch (Exception e) when (e is HostEndedException or ProtocolViolationException or IOException)
        {
            throw new HostUnavailableException($"A candidate host did not become ready: {e.Message}", e);
        }

        return new CandidateSession(connection, peer);
    }

    /// <summary>Gives the host its submission; returns the name of the class that implements the contract.</summary>
    internal Task<string> LoadAsync(CandidatePayload payload, CancellationToken cancellationToken) =>
        GuardAsync(_requests.LoadAsync(payload.Contract.FullName!, payload.Files), cancellationToken);

    /// <summary>Makes an object of the submission.</summary>
    /// <exception cref="ContractException">The class has no such constructor.</exception>
    /// <exception cref="HostLostException">The host ended.</exception>
    public async Task<CandidateObject> CreateAsync(Type contract, object?[] arguments, CancellationToken cancellationToken)
    {
        var created = new CandidateObject(this, _peer.OpenScope(), (ulong)Interlocked.Increment(ref _lastObject), ContractShape.Of(contract));
        try
        {
            await GuardAsync(_requests.CreateAsync(created.Id, arguments, created.Scope), cancellationToken).ConfigureAwait(false);
            return created;
        }
        catch (Exception e) when (e is not (HostLostException or OperationCanceledException))
        {
            // A constructor that threw may have kept what it was lent.
            await ReleaseAsync(created, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Has the host listen on a port of its loopback, and answers here what the submission opens to it.</summary>
    /// <param name="accept">Called for every connection, on the thread that reads from the host.</param>
    /// <exception cref="HostLostException">The host ended.</exception>
    public async Task<CarriedPort> ListenAsync(Func<CarriedConnection, IConnectionEnd> accept, CancellationToken cancellationToken)
    {
        var scope = _peer.OpenScope();
        try
        {
            var (listener, port) = await GuardAsync(_requests.ListenAsync(accept, scope), cancellationToken).ConfigureAwait(false);
            return new CarriedPort(this, scope, listener, port);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long FramesSent => _peer.FramesSent;

    /// <inheritdoc/>
    public bool IsWorking => _peer.IsWorking;

    /// <inheritdoc/>
    /// <exception cref="HostLostException">The host ended.</exception>
    public Task<bool> SettleAsync() => GuardAsync(_peer.SettleAsync(_asking), CancellationToken.None);

    public HostUsage ReadUsage() => _connection.ReadUsage();

    public TimeSpan ReadCpuTime() => _connection.ReadCpuTime();

    public string ReadConsole() => _connection.ReadConsole();

    /// <summary>Ends the host now; open calls fail.</summary>
    public Task KillAsync() => _connection.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _stopped.CancelAsync().ConfigureAwait(false);
        // The dead host's pipe ends, and with it the thread that reads it; a grading does not hang on one that should not.
        await Task.WhenAny(Lost, Task.Delay(EndingPatience, TimeProvider.System)).ConfigureAwait(false);
        _stopped.Dispose();
        _asking.Dispose();
    }

    internal Task<object?> CallAsync(CandidateObject target, MemberShape member, object?[] arguments) =>
        GuardAsync(_requests.CallAsync(target.Id, member, arguments, target.Scope), CancellationToken.None);

    internal async Task UnlistenAsync(CarriedPort port, CancellationToken cancellationToken)
    {
        await GuardAsync(_requests.UnlistenAsync(port.Listener, port.Scope), cancellationToken).ConfigureAwait(false);
        port.Scope.Dispose();
    }

    internal async Task<ReleaseReport> ReleaseAsync(CandidateObject target, CancellationToken cancellationToken)
    {
        var report = await GuardAsync(_requests.ReleaseAsync(target.Id, target.Scope), cancellationToken).ConfigureAwait(false);
        target.Scope.Dispose();
        return report;
    }

    // Gives the connection's failures their meaning for a test.
    private async Task<T> GuardAsync<T>(Task<T> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HostErrorException e) when (e.Error.Kind == RemoteErrorKind.Contract)
        {
            throw new ContractException(e.Error.Message);
        }
        catch (HostErrorException e) when (e.Error.Kind == RemoteErrorKind.Limit)
        {
            throw new OutputLimitException(e.Error.Message);
        }
        catch (RemoteException e) when (e.TypeName == typeof(OutOfMemoryException).FullName)
        {
            throw new MemoryLimitException(e.Message);
        }
        catch (Exception e) when (e is HostEndedException or ProtocolViolationException)
        {
            throw new HostLostException(await Lost.ConfigureAwait(false));
        }
    }

    private async Task<HostLoss> WatchAsync()
    {
        try
        {
            await Task.Factory.StartNew(Receive, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (ProtocolViolationException e)
        {
            await _connection.KillAsync().ConfigureAwait(false);
            return new HostLoss.Violated($"{e.Rule}: {e.Message}");
        }

        return new HostLoss.Ended(await EndingAsync().ConfigureAwait(false));
    }

    // On a thread of its own, which may block: a submission sends thousands of messages, each of which wakes it.
    private void Receive() => _peer.RunAsync(_stopped.Token).GetAwaiter().GetResult();

    // A host that closed its pipe but keeps running is as good as dead.
    private async Task<HostEnding> EndingAsync()
    {
        try
        {
            return await _connection.Completion.WaitAsync(EndingPatience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _connection.KillAsync().ConfigureAwait(false);
            return new HostEnding.Exited("closed its connection and went on running");
        }
    }
}
