using System.Net.Sockets;
using System.Text.Json;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>
/// Answers the judge: loads the submission, makes its objects, calls them. Requests are read in order on one thread and
/// carried out on the pool, so a call that blocks holds up nothing but itself.
/// </summary>
internal sealed class SubmissionServer
{
    private static readonly TimeSpan SettlePatience = TimeSpan.FromMilliseconds(20);

    // Longer, because a host that seems busy is thrown away, and on a busy machine everybody seems so.
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromMilliseconds(200);

    private static readonly ValueCodec Text = ValueCodec.Of(typeof(string));
    private static readonly ValueCodec Truth = ValueCodec.Of(typeof(bool));
    private static readonly ValueCodec Report = ValueCodec.Of(typeof(ReleaseReport));

    private readonly Peer _peer;
    private static readonly ValueCodec Port = ValueCodec.Of(typeof(ListeningPort));

    private readonly IdTable<HostedObject> _objects = new();
    private readonly Dictionary<ulong, LoopbackListener> _listeners = [];
    private readonly UnobservedExceptions _unobserved = new();
    private readonly IdleWatch _idle = new();
    private Submission? _submission;
    private bool _wasUsed;

    public SubmissionServer(Stream input, Stream output) => _peer = new Peer(input, output, PeerRole.Host, Serve);

    public void AnnounceReady() =>
        _peer.SendReady(new ReadyInfo(ReadyInfo.CandidateHost, "csharp", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription));

    /// <summary>Serves until the judge closes the connection; blocks the calling thread, which reads.</summary>
    public void Serve()
    {
        try
        {
            _peer.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (ProtocolViolationException e)
        {
            // The judge does not break the protocol, so this is a bug of ours; it belongs on the console, not in a score.
            Console.Error.WriteLine($"Candidate host: {e.Message}");
        }
    }

    private void Serve(Message message)
    {
        switch (message.Type)
        {
            case "load":
                Load(message);
                break;
            case "create":
                Create(message);
                break;
            case "call":
                Call(message);
                break;
            case "release":
                Release(message);
                break;
            case "listen":
                Listen(message);
                break;
            case "unlisten":
                message.AllowOnly("id", "listener");
                if (_listeners.Remove(message.Id("listener"), out var listener)) listener.Dispose();
                _peer.Answer(message.Id(), null, null, HostedObject.NoScope);
                break;
            case "settle":
                message.AllowOnly("id");
                var settle = message.Id();
                _idle.Ask(SettlePatience, idle => _peer.Answer(settle, idle, Truth, HostedObject.NoScope));
                break;
            default:
                throw message.Shape("is not known to a candidate host");
        }
    }

    private void Load(Message message)
    {
        message.AllowOnly("id", "contract", "files");
        var contract = message.Text("contract");
        var files = ReadFiles(message.ArrayOf("files"));

        Answer(message.Id(), () =>
        {
            if (_submission is not null) throw new ContractMissingException("A host takes one submission.");
            _submission = Submission.Load(contract, files);
            return _submission.ClassName;
        });
    }

    private void Create(Message message)
    {
        message.AllowOnly("id", "object", "parameters", "arguments");
        var (id, objectId) = (message.Id(), message.Id("object"));
        var scope = new ReferenceScope();
        SubmissionConstructor constructor;
        object?[] arguments;
        try
        {
            var parameters = message.ArrayOf("parameters").ToArray(p => p.GetString() ?? "");
            if (_submission is null) throw new ContractMissingException("Nothing is loaded.");
            // The objects of a test end with it, so the first of the next finds none.
            if (_wasUsed && _objects.IsEmpty) _submission = _submission.Anew();
            _wasUsed = true;
            constructor = _submission.FindConstructor(parameters);
            arguments = constructor.ReadArguments(message.ArrayOf("arguments"), _peer, scope);
        }
        catch (Exception e) when (e is ContractMissingException or JsonException)
        {
            _peer.AnswerError(id, RemoteError.From(e, e is JsonException ? RemoteErrorKind.Request : RemoteErrorKind.Contract));
            return;
        }

        // Known before it exists: what a constructor that throws has kept must be released too.
        var made = new HostedObject(_submission.Contract, scope);
        _objects.Set(objectId, made);
        Answer(id, () =>
        {
            made.Instance = constructor.Invoke(arguments);
            return null;
        });
    }

    private void Call(Message message)
    {
        message.AllowOnly("id", "object", "member", "arguments");
        var id = message.Id();
        if (_objects.Find(message.Id("object")) is not { } target
            || target.Instance is not { } instance
            || target.Contract.Find(message.Text("member")) is not { } member)
        {
            _peer.AnswerError(id, RemoteError.From(new MissingMemberException("There is no such object or member."), RemoteErrorKind.Request));
            return;
        }

        // Read on this thread: a token among the arguments must be known before the next frame cancels it.
        object?[] arguments;
        try
        {
            arguments = member.Parameters.Read(message.ArrayOf("arguments"), _peer, target.Scope);
        }
        catch (JsonException e)
        {
            _peer.AnswerError(id, RemoteError.From(e, RemoteErrorKind.Request));
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => { _ = CallAsync(id, target, instance, member, arguments); }, null);
    }

    private async Task CallAsync(ulong id, HostedObject target, object instance, MemberShape member, object?[] arguments)
    {
        object? value;
        try
        {
            value = await member.AwaitAsync(member.Invoke(instance, arguments)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever the submission threw is its answer.
            _peer.AnswerError(id, RemoteError.From(e));
            return;
        }

        _peer.Answer(id, value, member.Result, target.Scope);
    }

    private void Release(Message message)
    {
        message.AllowOnly("id", "object");

        // The references end before the answer, so that nothing can be sent through them after it.
        if (_objects.TryRemove(message.Id("object"), out var released)) released.Scope.Dispose();

        var id = message.Id();
        _idle.Ask(ReleasePatience, quiet => _peer.Answer(id, new ReleaseReport(quiet, _unobserved.Take()), Report, HostedObject.NoScope));
    }

    // Before the answer, and on the reading thread: a submission that is told the port finds it open.
    private void Listen(Message message)
    {
        message.AllowOnly("id", "listener");
        var (id, listenerId) = (message.Id(), message.Id("listener"));
        try
        {
            var listener = _listeners[listenerId] = new LoopbackListener(_peer, listenerId);
            _peer.Answer(id, new ListeningPort(listener.Port), Port, HostedObject.NoScope);
        }
        catch (SocketException e)
        {
            _peer.AnswerError(id, RemoteError.From(e, RemoteErrorKind.Request));
        }
    }

    private static SubmissionFile[] ReadFiles(JsonElement files) =>
        files.ToArray(f => new SubmissionFile(f.GetProperty("name").GetString()!, f.GetProperty("content").GetBytesFromBase64()));

    // On the pool: a static constructor or a module initializer of the submission may run in it, and may never return.
    private void Answer(ulong id, Func<string?> work) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            try
            {
                _peer.Answer(id, work(), Text, HostedObject.NoScope);
            }
            catch (Exception e)
            {
                _peer.AnswerError(id, RemoteError.From(e, e is ContractMissingException ? RemoteErrorKind.Contract : RemoteErrorKind.Exception));
            }
        }, null);
}
