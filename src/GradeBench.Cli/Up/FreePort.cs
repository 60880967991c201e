using System.Net;
using System.Net.Sockets;

namespace GradeBench.Cli.Up;

/// <summary>Chooses the port of the web program.</summary>
internal static class FreePort
{
    private const int First = 5080;
    private const int Last = 5099;

    /// <param name="wanted">The port the user asked for; null for the first free one from 5080.</param>
    /// <exception cref="UpException">It is taken, or all of them are.</exception>
    public static int Choose(int? wanted)
    {
        if (wanted is { } port)
        {
            return IsFree(port) ? port : throw new UpException($"Port {port} is in use by another program. Choose another with --port.");
        }

        var free = Enumerable.Range(First, Last - First + 1).FirstOrDefault(IsFree);
        return free != 0 ? free : throw new UpException($"Ports {First} to {Last} are all in use. Choose another with --port.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
