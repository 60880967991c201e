using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Protocol;

/// <summary>
/// The judge's side of a compiler host: one request at a time. Deadlines are the caller's: cancel the token, then kill
/// the host, because a session whose request was given up cannot be used again.
/// </summary>
/// <param name="toHost">The host's standard input.</param>
/// <param name="fromHost">The host's standard output.</param>
public sealed class CompilerSession(Stream toHost, Stream fromHost)
{
    private readonly FrameReader _reader = new(fromHost);
    private readonly FrameWriter _writer = new(toHost);

    /// <summary>Waits for the host's <c>ready</c>.</summary>
    /// <exception cref="HostEndedException">The host ended first.</exception>
    /// <exception cref="ProtocolViolationException">The host sent something else.</exception>
    public async Task<ReadyInfo> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ready = ReadyInfo.Read(await ReadAsync(cancellationToken).ConfigureAwait(false));
        return ready.Host == ReadyInfo.CompilerHost
            ? ready
            : throw new ProtocolViolationException(ProtocolRule.Version, "The host is not a compiler host.");
    }

    /// <summary>Compiles one submission, which the host keeps for being analysed.</summary>
    /// <exception cref="HostEndedException">The host ended before it answered.</exception>
    /// <exception cref="HostErrorException">The host answered with an error: its own fault.</exception>
    /// <exception cref="ProtocolViolationException">The host broke the protocol.</exception>
    public Task<CompileResponse> CompileAsync(CompileRequest request, CancellationToken cancellationToken) =>
        AskAsync(
            "compile",
            json =>
            {
                json.WritePropertyName("request");
                JsonSerializer.Serialize(json, request, CompileJson.Default.CompileRequest);
            },
            CompileJson.Default.CompileResponse,
            cancellationToken);

    /// <summary>Analyses the submission compiled last.</summary>
    /// <exception cref="HostEndedException">The host ended before it answered.</exception>
    /// <exception cref="HostErrorException">The host answered with an error: nothing was compiled, or a crash of an analyzer.</exception>
    /// <exception cref="ProtocolViolationException">The host broke the protocol.</exception>
    public Task<AnalysisResponse> AnalyseAsync(AnalysisPart part, CancellationToken cancellationToken) =>
        AskAsync(
            "analyse",
            json => json.WriteString("part", Name(part)),
            CompileJson.Default.AnalysisResponse,
            cancellationToken);

    private static string Name(AnalysisPart part) => part switch
    {
        AnalysisPart.All => "all",
        AnalysisPart.Rules => "rules",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A closed set of cases grew."),
    };

    private async Task<T> AskAsync<T>(string type, Action<Utf8JsonWriter> members, JsonTypeInfo<T> shape, CancellationToken cancellationToken)
    {
        // Bytes that are already here cannot be an answer to what has not been asked.
        if (_reader.HasBufferedBytes) throw Unsolicited();

        var id = MessageId.Next();
        _writer.Send(json =>
        {
            json.WriteString("type", type);
            json.WriteString("id", MessageId.Format(id));
            members(json);
        });

        var message = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (message.Type is not ("answer" or "error")) throw message.Shape("is not an answer");
        if (message.Id() != id) throw new ProtocolViolationException(ProtocolRule.UnknownRequest, "The host answered a request that was not made.");
        if (_reader.HasBufferedBytes) throw Unsolicited();
        return ReadAnswer(message, type, shape);
    }

    private static T ReadAnswer<T>(Message message, string type, JsonTypeInfo<T> shape)
    {
        if (message.Type == "error")
        {
            message.AllowOnly("id", "error");
            throw new HostErrorException(RemoteError.Read(message.ObjectOf("error")));
        }

        message.AllowOnly("id", "result");
        try
        {
            return message.ObjectOf("result").Deserialize(shape)!;
        }
        catch (JsonException e)
        {
            throw new ProtocolViolationException(ProtocolRule.MessageShape, $"The {type} result has the wrong shape: {e.Message}", e);
        }
    }

    private async Task<Message> ReadAsync(CancellationToken cancellationToken) =>
        await _reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame ? Message.Parse(frame) : throw new HostEndedException();

    private static ProtocolViolationException Unsolicited() =>
        new(ProtocolRule.Unsolicited, "The host sent bytes that nobody had asked for.");
}
