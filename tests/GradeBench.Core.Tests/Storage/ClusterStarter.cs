using GradeBench.Core.Storage.Embedded;

namespace GradeBench.Core.Tests.Storage;

/// <summary>A process that starts a cluster and waits to be killed.</summary>
internal static class ClusterStarter
{
    public const string Command = "start-cluster";

    public const string Ready = "cluster is ready";

    public static async Task<int> RunAsync(string folder)
    {
        var options = new EmbeddedPostgresOptions { Folder = folder, DeleteOnStop = true, Durable = false };
        await using var cluster = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, CancellationToken.None);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();

        return 0;
    }
}
