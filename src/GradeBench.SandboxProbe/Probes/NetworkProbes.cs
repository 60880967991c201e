using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GradeBench.SandboxProbe.Probes;

/// <summary>Whom the program can reach.</summary>
internal static class NetworkProbes
{
    /// <summary>Arguments: address and port.</summary>
    public static int Connect(string[] arguments)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Parse(arguments[0]), int.Parse(arguments[1], CultureInfo.InvariantCulture));
            Report.Line("connect", "ok");
        }
        catch (SocketException exception)
        {
            Report.Line("connect", exception.SocketErrorCode);
        }

        return 0;
    }

    /// <summary>Talks to itself over 127.0.0.1, which must work: candidates' HTTP clients are tested that way.</summary>
    public static int Loopback(string[] arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        Report.Line("loopback", client.Connected ? "ok" : "not connected");
        return 0;
    }
}
