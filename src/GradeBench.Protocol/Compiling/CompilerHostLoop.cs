using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>The compiler host's side of the protocol: says <c>ready</c>, then answers one <c>compile</c> after the other until the input ends.</summary>
public static class CompilerHostLoop
{
    /// <summary>Serves requests. An exception of <paramref name="compile"/> becomes an <c>error</c> answer, never a crash of the host.</summary>
    public static async Task RunAsync(
        Stream input, Stream output, ReadyInfo ready, Func<CompileRequest, CompileResponse> compile, CancellationToken cancellationToken)
    {
        var reader = new FrameReader(input);
        var writer = new FrameWriter(output);
        writer.Send(ready.Write);

        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
        {
            var message = Message.Parse(frame);
            if (message.Type != "compile") throw message.Shape("is not known to a compiler host");
            message.AllowOnly("id", "request");

            var id = message.Id();
            writer.Send(Answer(id, message.ObjectOf("request"), compile));
        }
    }

    private static ReadOnlyMemory<byte> Answer(ulong id, JsonElement request, Func<CompileRequest, CompileResponse> compile)
    {
        try
        {
            var response = compile(request.Deserialize(CompileJson.Default.CompileRequest)!);
            return FrameWriter.Compose(json =>
            {
                json.WriteString("type", "answer");
                json.WriteString("id", MessageId.Format(id));
                json.WritePropertyName("result");
                JsonSerializer.Serialize(json, response, CompileJson.Default.CompileResponse);
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
