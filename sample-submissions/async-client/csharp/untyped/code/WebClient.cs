#nullable disable
using System.Collections;
using GradeBench.Contracts.AsyncClient;

namespace Web
{
    public class WebClient : IResilientClient
    {
        private HttpClient client;
        private Hashtable settings = new Hashtable();
        private ArrayList log = new ArrayList();
        private object padlock = new object();
        private dynamic options;
        private long requestCount;
        private bool disposed;

        public WebClient(ResilientClientOptions options)
        {
            if (options.MaxConnections < 1) throw new ArgumentOutOfRangeException("MaxConnections");
            if (options.MaxBodyBytes < 1) throw new ArgumentOutOfRangeException("MaxBodyBytes");
            this.options = options;
            settings["slots"] = new SemaphoreSlim(options.MaxConnections);
            settings["max"] = options.MaxBodyBytes;
            client = new HttpClient();
            client.Timeout = Timeout.InfiniteTimeSpan;
        }

        public long RequestCount { get { lock (padlock) { return requestCount; } } }

        public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
        {
            if (disposed) throw new ObjectDisposedException("WebClient");
            object outcome = null;
            int attempts = 0;
            while (attempts <= request.MaxRetries)
            {
                attempts++;
                outcome = await Try(request, cancellationToken);
                if (outcome is FetchResponse) return (FetchResponse)outcome;
                object[] failure = (object[])outcome;
                bool again = (bool)failure[0];
                if (!again || attempts > request.MaxRetries)
                    throw new FetchException(request.Url, attempts, (int?)failure[1], (Exception)failure[2]);
                dynamic wait = failure[3];
                if (wait == null) wait = TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempts - 1)));
                await Task.Delay((TimeSpan)wait, (TimeProvider)options.Clock, cancellationToken);
            }
            throw new FetchException(request.Url, attempts, null, new Exception("never"));
        }

        private async Task<object> Try(FetchRequest request, CancellationToken cancellationToken)
        {
            SemaphoreSlim slots = (SemaphoreSlim)settings["slots"];
            await slots.WaitAsync(cancellationToken);
            CancellationTokenSource timeout = new CancellationTokenSource(request.Timeout, (TimeProvider)options.Clock);
            CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                HttpRequestMessage message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                foreach (dynamic header in (IEnumerable)request.Headers)
                    message.Headers.TryAddWithoutValidation((string)header.Key, (string)header.Value);
                lock (padlock) { requestCount++; log.Add(request.Url); }
                HttpResponseMessage response = await client.SendAsync(message, both.Token);
                int status = (int)response.StatusCode;
                if (status >= 200 && status < 300)
                {
                    string body = await response.Content.ReadAsStringAsync(both.Token);
                    if (body.Length > (int)settings["max"])
                        return new object[] { false, null, new Exception("too long"), null };
                    Dictionary<string, string> headers = new Dictionary<string, string>();
                    foreach (var h in response.Headers) headers[h.Key] = string.Join(", ", h.Value);
                    foreach (var h in response.Content.Headers) headers[h.Key] = string.Join(", ", h.Value);
                    return new FetchResponse(status, headers, body);
                }
                object retryAfter = response.Headers.RetryAfter == null ? null : (object)response.Headers.RetryAfter.Delta;
                return new object[] { status == 408 || status == 429 || status >= 500, status, new HttpRequestException("status " + status), retryAfter };
            }
            catch (OperationCanceledException e)
            {
                if (cancellationToken.IsCancellationRequested) throw;
                return new object[] { true, null, new TimeoutException("too slow", e), null };
            }
            catch (HttpRequestException e)
            {
                return new object[] { true, null, e, null };
            }
            finally
            {
                slots.Release();
            }
        }

        public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
        {
            ArrayList tasks = new ArrayList();
            foreach (FetchRequest request in requests) tasks.Add(One(request, cancellationToken));
            List<FetchResult> results = new List<FetchResult>();
            foreach (object task in tasks) results.Add((FetchResult)await (Task<object>)task);
            return results;
        }

        private async Task<object> One(FetchRequest request, CancellationToken cancellationToken)
        {
            try { return new FetchResult(await FetchAsync(request, cancellationToken), null); }
            catch (FetchException e) { return new FetchResult(null, e); }
        }

        public ValueTask DisposeAsync()
        {
            disposed = true;
            client.Dispose();
            return default;
        }
    }
}
