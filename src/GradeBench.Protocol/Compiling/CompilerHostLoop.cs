using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Protocol;

/// <summary>The compiler host's side of the protocol: says <c>ready</c>, then answers one <c>compile</c> or <c>analyse</c> after the other until the input ends.</summary>
public static class CompilerHostLoop
{
    /// <summary>Serves requests. An exception of <paramref name="compile"/> or <paramref name="analyse"/> becomes an <c>error</c> answer, never a crash of the host.</summary>
    /// <param name="whenReady">Done once <c>ready</c> is sent, before the first request is read.</param>
    public static async Task RunAsync(
        Stream input, Stream output, ReadyInfo ready,
        Func<CompileRequest, CompileResponse> compile, Func<AnalysisPart, AnalysisResponse> analyse, Action? whenReady, CancellationToken cancellationToken)
    {
        var reader = new FrameReader(input);
        var writer = new FrameWriter(output);
        writer.Send(ready.Write);
        whenReady?.Invoke();

        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
        {
            var message = Message.Parse(frame);
            writer.Send(message.Type switch
            {
                "compile" => Compile(message, compile),
                "analyse" => Analyse(message, analyse),
                _ => throw message.Shape("is not known to a compiler host"),
            });
        }
    }

    private static ReadOnlyMemory<byte> Compile(Message message, Func<CompileRequest, CompileResponse> compile)
    {
        message.AllowOnly("id", "request");
        var request = message.ObjectOf("request");
        return Answer(message.Id(), () => compile(request.Deserialize(CompileJson.Default.CompileRequest)!), CompileJson.Default.CompileResponse);
    }

    private static ReadOnlyMemory<byte> Analyse(Message message, Func<AnalysisPart, AnalysisResponse> analyse)
    {
        message.AllowOnly("id", "part");
        var part = message.Text("part") switch
        {
            "all" => AnalysisPart.All,
            "rules" => AnalysisPart.Rules,
            _ => throw message.Shape("asks for a part that does not exist"),
        };
        return Answer(message.Id(), () => analyse(part), CompileJson.Default.AnalysisResponse);
    }

    private static ReadOnlyMemory<byte> Answer<T>(ulong id, Func<T> work, JsonTypeInfo<T> shape)
    {
        try
        {
            var response = work();
            return FrameWriter.Compose(json =>
            {
                json.WriteString("type", "answer");
                json.WriteString("id", MessageId.Format(id));
                json.WritePropertyName("result");
                JsonSerializer.Serialize(json, response, shape);
            });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return FrameWriter.Compose(json =>
            {
                json.WriteString("type", "error");
                json.WriteString("id", MessageId.Format(id));
                json.WritePropertyName("error");
                RemoteError.From(e, e is FrameTooLargeException ? RemoteErrorKind.Limit : RemoteErrorKind.Exception).Write(json);
            });
        }
    }
}
