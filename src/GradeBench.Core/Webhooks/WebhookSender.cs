using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Webhooks;

/// <summary>Where webhooks may go.</summary>
public sealed class WebhookOptions
{
    /// <summary>Whether http and addresses of the own network are allowed. Off by default: an address is typed in by people, and the worker stands inside.</summary>
    public bool AllowPrivateAddresses { get; set; }
}

/// <summary>Sends one signed body. Follows no redirect, keeps no cookie, and by default talks to no address of the own network.</summary>
public sealed class WebhookSender(IOptions<WebhookOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = Client(options.Value.AllowPrivateAddresses);

    /// <summary>Whether an address is one that could be sent to, as far as can be told without looking it up.</summary>
    public bool Accepts(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (options.Value.AllowPrivateAddresses && address.Scheme == Uri.UriSchemeHttp))
        && address.UserInfo.Length == 0
        && (options.Value.AllowPrivateAddresses || !IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) || IsPublic(literal));

    /// <returns>The answer's status, or why there was none.</returns>
    public async Task<(int? Status, string? Error)> SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Webhook.Url);
        request.Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(delivery.Webhook, clock.GetUtcNow(), delivery.Payload));
        request.Headers.Add("GradeBench-Delivery", delivery.Id.ToString());
        request.Headers.UserAgent.ParseAdd("GradeBench");
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.InnerException is NotSupportedException refused ? refused.Message : $"It could not be reached ({exception.HttpRequestError}).");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"It did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient Client(bool anywhere)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, stop) => ConnectAsync(context.DnsEndPoint, anywhere, stop),
        };
        return new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>The address that is checked is the one that is connected to, so a name that changes its mind in between gains nothing.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, bool anywhere, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        var allowed = addresses.Where(address => anywhere || IsPublic(address)).ToArray();
        if (allowed.Length == 0)
        {
            throw new NotSupportedException("Its name leads into the own network, where webhooks are not sent. Set Webhooks:AllowPrivateAddresses to allow it.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6SiteLocal && !address.IsIPv6UniqueLocal && !address.IsIPv6Multicast
                && !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6Teredo && !Translated.Any(net => net.Contains(address));
        }

        return !Private.Any(net => net.Contains(address));
    }

    // IPv4 inside IPv6 (NAT64, 6to4), which would reach the own network through a gateway.
    private static readonly IPNetwork[] Translated = [IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("2002::/16")];

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
    ];
}
