using System.Net;
using System.Net.Sockets;
using System.Text;
using GradeBench.Core.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GradeBench.Core.Tests.Mail;

public sealed class MailTests : IDisposable
{
    private static readonly CandidateAddress Ada = new("Ada Example", "ada@example.com", "Europe/Berlin");

    private readonly string _folder = Directory.CreateTempSubdirectory("gb-mail-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero));

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private MailFolder Folder => new(Options.Create(new MailOptions { Folder = _folder }), _clock);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_server_mail_is_a_file_that_can_be_listed_and_read()
    {
        await Folder.SendAsync(Invitation(), CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Folder.SendAsync(CandidateMails.FeedbackReleased(Ada, "Task runner"), CancellationToken);

        var listed = Folder.List();

        Assert.Equal(["Your feedback: Task runner", "Your invitation: Task runner"], listed.Select(m => m.Subject));
        Assert.Contains("ada@example.com", listed[1].To, StringComparison.Ordinal);
        Assert.Contains("Your personal link", Folder.Find(listed[1].FileName)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlines_are_told_in_utc_and_in_the_candidates_own_zone_also_when_an_hour_comes_twice()
    {
        await Folder.SendAsync(Invitation(), CancellationToken);

        Assert.Contains("25 Oct 2026, 01:30 UTC, which is 25 Oct 2026, 02:30 Europe/Berlin (UTC+01:00)", Folder.List()[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_a_line_end_adds_no_header_and_markup_stays_text()
    {
        var hostile = new CandidateAddress("Eve\r\nBcc: all@example.com <b>", "eve@example.com", null);
        await Folder.SendAsync(CandidateMails.FeedbackReleased(hostile, "Task <script>"), CancellationToken);

        var raw = await File.ReadAllTextAsync(Directory.GetFiles(_folder).Single(), CancellationToken);

        var headers = raw.ReplaceLineEndings("\n").Split("\n\n")[0];
        Assert.Contains("eve@example.com", headers, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^Bcc:", headers);
        Assert.DoesNotContain("text/html", raw, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_messages_to_one_person_are_deleted_and_no_others()
    {
        await Folder.SendAsync(Invitation(), CancellationToken);
        await Folder.SendAsync(CandidateMails.FeedbackReleased(new("Grace", "grace@example.com", null), "Task runner"), CancellationToken);

        Assert.Equal(1, Folder.DeleteTo(" ADA@example.com"));
        Assert.Contains("grace@example.com", Assert.Single(Folder.List()).To, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.eml")]
    [InlineData("/etc/passwd")]
    [InlineData("other.txt")]
    public void A_name_that_leads_elsewhere_finds_nothing(string name) => Assert.Null(Folder.Find(name));

    [Fact]
    public async Task A_configured_server_gets_the_message()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var received = ReceiveAsync(server);

        var outcome = await Mailer(((IPEndPoint)server.LocalEndpoint).Port).SendAsync(Invitation(), CancellationToken);

        Assert.IsType<MailOutcome.Sent>(outcome);
        Assert.Contains("Subject: Your invitation: Task runner", await received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_and_not_thrown()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        server.Stop();

        var failed = Assert.IsType<MailOutcome.Failed>(await Mailer(port).SendAsync(Invitation(), CancellationToken));

        Assert.Contains("Check the mail settings", failed.Reason, StringComparison.Ordinal);
    }

    private static MailMessage Invitation() => CandidateMails.Invitation(
        Ada, "Task runner", new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(4));

    private static SmtpMailer Mailer(int port) => new(
        Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, Encrypted = false }), TimeProvider.System, NullLogger<SmtpMailer>.Instance);

    /// <summary>As much of a mail server as one message needs.</summary>
    private static async Task<string> ReceiveAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var message = new StringBuilder();
        var inData = false;
        while (await reader.ReadLineAsync(CancellationToken) is { } line)
        {
            if (inData && line != ".")
            {
                message.AppendLine(line);
                continue;
            }

            inData = line.StartsWith("DATA", StringComparison.Ordinal);
            await writer.WriteLineAsync(inData ? "354 go on" : line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok");
            if (line.StartsWith("QUIT", StringComparison.Ordinal)) break;
        }

        return message.ToString();
    }
}
