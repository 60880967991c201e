using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>A host's first frame: what it is. Sent once, when it has warmed itself up and can answer at once.</summary>
/// <param name="Host"><see cref="CompilerHost"/> or <see cref="CandidateHost"/>.</param>
/// <param name="Language">The submissions it takes, for example <c>csharp</c>.</param>
/// <param name="Runtime">What they run on, for example <c>.NET 10.0.12</c>.</param>
public sealed record ReadyInfo(string Host, string Language, string Runtime)
{
    public const string CompilerHost = "compiler";
    public const string CandidateHost = "candidate";

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("type", "ready");
        json.WriteNumber("protocol", ProtocolLimits.Version);
        json.WriteString("host", Host);
        json.WriteString("language", Language);
        json.WriteString("runtime", Runtime);
    }

    internal static ReadyInfo Read(Message message)
    {
        if (message.Type != "ready") throw new ProtocolViolationException(ProtocolRule.Unsolicited, "The host's first message is not \"ready\".");
        message.AllowOnly("protocol", "host", "language", "runtime");

        var version = message.WholeNumber("protocol");
        return version == ProtocolLimits.Version
            ? new ReadyInfo(message.Text("host"), message.Text("language"), message.Text("runtime"))
            : throw new ProtocolViolationException(ProtocolRule.Version, $"The host speaks version {version}; this judge speaks {ProtocolLimits.Version}.");
    }
}
