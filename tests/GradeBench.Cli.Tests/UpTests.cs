using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace GradeBench.Cli.Tests;

/// <summary>
/// The whole product from nothing to its end: database, web, worker, demo through the real form, Ctrl-C. With the samples of one
/// assessment; those of all are compared with their scorecards where the assessments are tested.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class UpTests : IDisposable
{
    private const int SigInt = 2;

    // A minute on a machine of its own; the rest is for one that builds and tests at the same time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    // Not below a folder of root's: the private database runs as another user. The name marks every process of ours.
    private readonly string _data = Directory.CreateTempSubdirectory("gb-up-").FullName;

    public UpTests() => File.SetUnixFileMode(_data, (UnixFileMode)0b111_101_101);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Up_shows_the_scores_of_the_samples_and_Ctrl_C_leaves_no_process()
    {
        var port = FreePort();
        using var up = GradebenchProgram.Start(["up", "--port", port, "--data", _data, "--demo", "task-runner"], ("ConnectionStrings__GradeBench", ""));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var errors = up.StandardError.ReadToEndAsync(patience.Token);
        var output = new StringBuilder();
        try
        {
            var isRunning = await ReadUntilAsync(up, "Ctrl-C stops everything", output, patience.Token);
            Assert.True(isRunning, isRunning ? null : $"It ended early:\n{output}\n{await errors}");
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"http://127.0.0.1:{port}/", patience.Token)).StatusCode);
            Assert.NotEmpty(ProcessesOf(_data));
            await WriteAuditPackAsync();

            Assert.Equal(0, Kill(up.Id, SigInt));
            output.Append(await up.StandardOutput.ReadToEndAsync(patience.Token));
            await up.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!up.HasExited)
            {
                up.Kill(entireProcessTree: true);
            }
        }

        var shown = output.ToString();
        Assert.True(up.ExitCode == 0, shown + await errors);
        Assert.Matches(@"exemplary +\S+ +(9\.[5-9]|10\.0)", shown);
        Assert.Matches(@"does-not-compile +\S+ +1\.0", shown);
        Assert.Contains("reviewer@demo.invalid", shown, StringComparison.Ordinal);
        Assert.Contains("Generated demo data", shown, StringComparison.Ordinal);
        Assert.Contains("generated people per assessment", shown, StringComparison.Ordinal);
        Assert.Empty(ProcessesOf(_data));
        Assert.False(await ListensAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Beside the running installation, from the same database.</summary>
    private async Task WriteAuditPackAsync()
    {
        var file = Path.Combine(_data, "pack.zip");
        var written = await GradebenchProgram.RunAsync(["audit-pack", file, "--generated", "--data", _data], ("ConnectionStrings__GradeBench", ""));
        Assert.True(written.ExitCode == 0, written.Errors);
        using (var zip = ZipFile.OpenRead(file))
        {
            Assert.Contains(zip.Entries, entry => entry.FullName == "recompute.py");
        }

        var missing = await GradebenchProgram.RunAsync(["audit-pack", file, "--period", "1999-Q1", "--data", _data], ("ConnectionStrings__GradeBench", ""));
        Assert.Equal(1, missing.ExitCode);
    }

    /// <returns>Whether the line came; false when the output ended without it.</returns>
    private static async Task<bool> ReadUntilAsync(Process up, string end, StringBuilder output, CancellationToken cancellationToken)
    {
        while (await up.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output.AppendLine(line);
            if (line.Contains(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Processes whose command line or environment names the folder: database, web and worker all do.</summary>
    private static List<string> ProcessesOf(string folder) =>
    [
        .. from process in Directory.GetDirectories("/proc")
           where int.TryParse(Path.GetFileName(process), out var id) && id != Environment.ProcessId
           from file in new[] { "cmdline", "environ" }
           let text = ReadOrEmpty(Path.Combine(process, file))
           where text.Contains(folder, StringComparison.Ordinal)
           select $"{Path.GetFileName(process)} {text.Replace('\0', ' ')}",
    ];

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
