using System.Globalization;
using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>
/// An HTTP/1.1 server in the judge, reached by the submission over a carried port. A test gives it a script: a function from
/// a request to a <see cref="Reply"/>, which may be any fault. It counts what arrives and who is connected, so no hidden
/// test asks a submission what it has sent.
/// <code>
/// var server = await FaultyServer.StartAsync(candidate, request => request.Number == 1 ? Reply.Status(503) : Reply.Ok("now"));
/// </code>
/// Connections are kept alive. Requests have no bodies; one that comes nevertheless is passed over.
/// </summary>
internal sealed class FaultyServer
{
    private readonly Func<SeenRequest, Reply> _script;
    private readonly List<SeenRequest> _requests = [];
    private readonly List<ServedConnection> _connections = [];
    private int _opened;
    private int _mostUnderWay;

    /// <param name="clock">For when requests arrive, and for replies that take their time.</param>
    /// <param name="script">Decides about each request, one at a time, in the order in which they arrive. Must not wait.</param>
    public FaultyServer(TimeProvider clock, Func<SeenRequest, Reply> script) => (Clock, _script) = (clock, script);

    /// <summary>The requests so far, in the order in which they arrived.</summary>
    public IReadOnlyList<SeenRequest> Requests
    {
        get
        {
            lock (Gate) return [.. _requests];
        }
    }

    public int RequestCount
    {
        get
        {
            lock (Gate) return _requests.Count;
        }
    }

    /// <summary>Requests that have arrived and were neither answered to their end nor given up.</summary>
    public int UnderWay
    {
        get
        {
            lock (Gate) return _connections.Count(connection => connection.IsUnderWay);
        }
    }

    /// <summary>The most requests that were ever under way at the same moment.</summary>
    public int MostUnderWay
    {
        get
        {
            lock (Gate) return _mostUnderWay;
        }
    }

    /// <summary>Connections that the submission has opened and not closed.</summary>
    public int OpenConnections
    {
        get
        {
            lock (Gate) return _connections.Count;
        }
    }

    /// <summary>Connections the submission has opened so far.</summary>
    public int ConnectionsOpened
    {
        get
        {
            lock (Gate) return _opened;
        }
    }

    /// <summary>Bytes sent so far, heads included.</summary>
    public long BytesSent { get; internal set; }

    internal Lock Gate { get; } = new();

    internal TimeProvider Clock { get; }

    /// <summary>The server's address; set by whoever opens its port.</summary>
    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>A server on a port of the submission's loopback, for as long as the test lasts.</summary>
    public static async Task<FaultyServer> StartAsync<T>(Candidate<T> candidate, Func<SeenRequest, Reply> script)
        where T : class
    {
        var server = new FaultyServer(candidate.Clock, script);
        server.Listens((await candidate.ListenAsync(server.Accept)).Number);
        return server;
    }

    /// <summary>Says on which port it is reached.</summary>
    public void Listens(int port) => Root = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    /// <summary>The address of a path.</summary>
    public Uri At(string path) => new(Root, path);

    /// <summary>Takes a connection.</summary>
    public IConnectionEnd Accept(CarriedConnection carried)
    {
        lock (Gate)
        {
            var connection = new ServedConnection(this, carried, ++_opened);
            _connections.Add(connection);
            return connection;
        }
    }

    /// <summary>Lets replies that are held go on: all of them, or the oldest <paramref name="most"/>.</summary>
    public void Release(int most = int.MaxValue)
    {
        lock (Gate)
        {
            foreach (var connection in _connections.Where(connection => connection.IsHeld).Take(most).ToList()) connection.OpenGate();
        }
    }

    /// <summary>Decides about a request.</summary>
    internal Reply Take(string method, string target, IReadOnlyDictionary<string, string> headers, int connection)
    {
        var request = new SeenRequest(_requests.Count + 1, method, target, headers, new TimeSpan(Clock.GetElapsedTime(0).Ticks), connection);
        _requests.Add(request);
        _mostUnderWay = Math.Max(_mostUnderWay, _connections.Count(open => open.IsUnderWay));
        return _script(request);
    }

    internal void Remove(ServedConnection connection) => _connections.Remove(connection);
}
