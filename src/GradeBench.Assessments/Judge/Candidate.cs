using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// The submission, as a hidden test sees it: makes objects of the contract <typeparamref name="T"/> in a sandboxed host
/// and hands out proxies of them. A hidden test is an ordinary xunit fact in the pack's namespace whose class takes this
/// in its constructor:
/// <code>
/// public sealed class CancellationTests(Candidate&lt;ITaskRunner&gt; candidate)
/// {
///     [Fact, Behaviour("cancellation.before", "Runs nothing when cancelled beforehand",
///         CandidateSentence = "Work was started although the token was already cancelled.")]
///     public async Task A_cancelled_call_starts_nothing()
///     {
///         await using var runner = await candidate.CreateAsync(new TaskRunnerOptions { Workers = 2, Clock = candidate.Clock });
///         …
///     }
/// }
/// </code>
/// Rules of a hidden test:
/// <list type="bullet">
/// <item>Each test gets a new <see cref="Candidate{T}"/> and a new <see cref="Clock"/>; objects end with the test.</item>
/// <item>Arguments and results are plain data. Tokens, delegates, <see cref="IAsyncEnumerable{T}"/> and the clock cross by
/// reference: a delegate runs here, in the test, so observe in it what you want to know and do not ask the host.</item>
/// <item>An exception of the submission arrives as itself if it is a known exception of the runtime or of the contract,
/// otherwise as <see cref="RemoteException"/> with its type name, message, properties and inner chain.</item>
/// <item>Wait for events, never for time; bound every wait with <c>TestContext.Current.CancellationToken</c>, which is
/// cancelled at the test's limit.</item>
/// <item>Nothing that varies between runs of the same submission may decide: no wall-clock assertions except generous ones.</item>
/// </list>
/// </summary>
public sealed class Candidate<T>
    where T : class
{
    private readonly CandidateContext _context;

    internal Candidate(CandidateContext context) => _context = context;

    /// <summary>The virtual clock of this test. It crosses when it is given to the submission, for example in its options.</summary>
    public VirtualClock Clock => _context.Clock;

    /// <summary>The seed of this run, for inputs that must differ from one submission to the next but not between reruns.</summary>
    public ulong Seed => _context.Seed;

    /// <summary>Makes a new object with the constructor that takes <paramref name="arguments"/>, usually the options record alone.</summary>
    /// <exception cref="ContractException">The submission offers no class, or several, or none with that constructor.</exception>
    /// <exception cref="Exception">The constructor threw; see the rules above.</exception>
    public Task<T> CreateAsync(params object?[] arguments) => _context.CreateAsync<T>(arguments);

    /// <summary>
    /// Opens a port on the submission's loopback whose connections <paramref name="accept"/> answers here, for as long as the
    /// test lasts. What a submission sends and how it closes is observed here and not asked for.
    /// </summary>
    /// <param name="accept">Called on the thread that reads from the host, like the end it returns: neither may wait.</param>
    public Task<CarriedPort> ListenAsync(Func<CarriedConnection, IConnectionEnd> accept) => _context.ListenAsync(accept);

    /// <summary>CPU time and memory of the test's host, measured from outside.</summary>
    public HostUsage ReadUsage() => _context.ReadUsage();

    /// <summary>CPU time of the test's host so far, start-up included: take differences.</summary>
    public TimeSpan ReadCpuTime() => _context.ReadCpuTime();
}
