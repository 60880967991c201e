using GradeBench.Protocol.Tests;

namespace GradeBench.Hosts.Tests;

/// <summary>docs/protocol.md is what the real host sends and takes.</summary>
public sealed class ProtocolPageTests
{
    [Fact]
    public async Task The_candidate_host_plays_its_part_of_the_session_word_for_word()
    {
        var submission = Compiled.Probe("""
            static readonly System.Net.Sockets.TcpClient Client = new();
            public override string Echo(string text)
            {
                Client.Connect("127.0.0.1", new Uri(text).Port);
                Client.GetStream().Write("ping"u8);
                var answer = new byte[4];
                Client.GetStream().ReadExactly(answer);
                return System.Text.Encoding.ASCII.GetString(answer);
            }
            public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) => [await items[0].Work(token)];
            """);
        await using var host = PlainHost.Start();
        var judge = new Transcript(host.FromHost, host.ToHost, side: '>');

        await judge.PlayAsync(
            line => line.Replace("\"TVo=\"", $"\"{Convert.ToBase64String(submission)}\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
    }
}
