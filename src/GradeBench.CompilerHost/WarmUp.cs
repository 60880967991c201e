using GradeBench.Protocol;

namespace GradeBench.CompilerHost;

/// <summary>Compiles and analyses a small program before the host says it is ready, so that the first submission meets warm code.</summary>
internal static class WarmUp
{
    private const string Source = """
        namespace Warm;

        public sealed class WarmException(string message, Exception? inner) : Exception(message, inner);

        public sealed class Warm(int limit)
        {
            private readonly object _gate = new();
            private readonly List<string> _names = [];
            private long _count;

            public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Func<CancellationToken, Task<string>>> work, CancellationToken cancellationToken)
            {
                using var slots = new SemaphoreSlim(limit);
                var running = work.Select(async (item, index) =>
                {
                    await slots.WaitAsync(cancellationToken);
                    try
                    {
                        return await TryAsync(item, cancellationToken);
                    }
                    finally
                    {
                        Interlocked.Increment(ref _count);
                        slots.Release();
                    }
                });
                var results = await Task.WhenAll(running);
                lock (_gate)
                {
                    foreach (var name in results.Where(r => r is { Length: > 0 }).OrderBy(r => r, StringComparer.Ordinal)) _names.Add($"{name} {_count}");
                    return _names.ToList();
                }
            }

            private static async Task<string> TryAsync(Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        return await work(cancellationToken);
                    }
                    catch (InvalidOperationException e) when (attempt < 3)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), cancellationToken);
                        Console.Error.WriteLine(e.Message);
                    }
                    catch (IOException e)
                    {
                        throw new WarmException("It failed.", e);
                    }
                }
            }
        }
        """;

    // Once: nearly all of its time is the first translation of Roslyn's generic code, and a second round finds little left to do.
    public static void Run(CompilerRequests requests, AnalysisPart part)
    {
        _ = requests.Compile(new CompileRequest([new SourceFile("Warm.cs", Source)], Assessment: "", Packages: []));
        _ = requests.Analyse(part);
    }
}
