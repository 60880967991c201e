using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>
/// Goes the whole way of a submission once before the real one comes: loads an assembly from bytes, makes an object, calls
/// every kind of member, calls back. The first real call then costs about a millisecond instead of fifty.
/// </summary>
internal static class WarmUp
{
    // The second call of a method by reflection is the costly one: that is when its stub is made.
    private const int Rounds = 2;

    public static void Run()
    {
        var (hostInput, toHost) = HostPipes.CreatePair();
        var (fromHost, hostOutput) = HostPipes.CreatePair();

        var server = new SubmissionServer(hostInput, hostOutput);
        var serving = Start(server.Serve);
        server.AnnounceReady();

        var judge = new Peer(fromHost, toHost, PeerRole.Judge);
        judge.ReadReadyAsync(CancellationToken.None).GetAwaiter().GetResult();
        var receiving = Start(() => judge.RunAsync(CancellationToken.None).GetAwaiter().GetResult());
        WarmUpJudge.Run(judge, Rounds);

        // Each side ends when the other's pipe does.
        toHost.Dispose();
        serving.Join();
        hostOutput.Dispose();
        receiving.Join();
        hostInput.Dispose();
        fromHost.Dispose();

        DescribeContracts();
    }

    // Its pipes block whoever reads them, so each side reads on a thread of its own.
    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true };
        thread.Start();
        return thread;
    }

    // The metadata of every contract's values is built now, since it costs the same whether a submission waits or not.
    private static void DescribeContracts()
    {
        foreach (var contract in System.Reflection.Assembly.Load("GradeBench.Contracts").GetExportedTypes().Where(t => t.IsInterface))
            ContractShape.Of(contract);
    }
}
