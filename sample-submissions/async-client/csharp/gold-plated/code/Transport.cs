using System.Text;
using GradeBench.Contracts.AsyncClient;

namespace Enterprise.Http.Resilience;

/// <summary>Sends single requests over the wire.</summary>
public interface ITransport : IDisposable
{
    long Sent { get; }

    Task<FetchResponse> SendAsync(FetchRequest request, CancellationToken cancellationToken);
}

/// <summary>A status that is no success.</summary>
public sealed class UnsuccessfulStatusException(System.Net.HttpStatusCode status, TimeSpan? pause)
    : HttpRequestException($"The server answered {(int)status}.", null, status)
{
    public TimeSpan? Pause { get; } = pause;
}

/// <summary>The transport over <see cref="HttpClient"/>.</summary>
public sealed class HttpTransport(ResilientClientOptions options) : ITransport
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    public async Task<FetchResponse> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);

        Interlocked.Increment(ref _sent);
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new UnsuccessfulStatusException(response.StatusCode, PauseOf(response));

        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new FetchResponse((int)response.StatusCode, headers, await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false));
    }

    public void Dispose() => _client.Dispose();

    private TimeSpan? PauseOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } asked ? null : asked.Delta ?? asked.Date - options.Clock.GetUtcNow();

    private async Task<string> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var chunk = new byte[8192];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            if (buffer.Length > options.MaxBodyBytes)
                throw new NotSupportedException($"Bodies of more than {options.MaxBodyBytes} bytes are not supported.");
        }

        var name = content.Headers.ContentType?.CharSet?.Trim('"');
        var encoding = name is null ? Encoding.UTF8 : Encoding.GetEncoding(name);
        return encoding.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).TrimStart('\uFEFF');
    }
}
