using System.Collections.Immutable;

namespace GradeBench.Analyzers;

/// <summary>Every fact and measure the detectors report, for rubric authors; docs/rules/facts.md is written from it.</summary>
public static class FactCatalogue
{
    private const string NotApplicable = "not-applicable";

    public static readonly FactDefinition RetryKind = new("retry.kind", RuleCategories.Retries, "How failed work is tried again.",
        [
            new("none", "nothing is tried again"),
            new("fixed", "the same wait, or none, between attempts"),
            new("linear", "the wait grows by the same amount each time"),
            new("exponential", "the wait is multiplied each time"),
            new("exponential-jitter", "the wait is multiplied each time and has a random part"),
            new("library", "a resilience library retries (Polly, Microsoft.Extensions.Http.Resilience)"),
        ],
        "`await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), ct)` in the failing branch of a loop that returns on success: `exponential`");

    public static readonly FactDefinition RetryBounded = new("retry.bounded", RuleCategories.Retries, "Whether every retry gives up at some point.",
        [new("yes", "each has a limit of attempts or time"), new("no", "at least one can go on for ever"), new(NotApplicable, "nothing is tried again")],
        "`catch (HttpRequestException) when (attempt < 3)`: `yes`");

    public static readonly FactDefinition RetrySelective = new("retry.selective", RuleCategories.Retries, "Whether only failures that may pass are retried.",
        [new("yes", "exception types, filters or statuses decide"), new("no", "at least one retries whatever went wrong"), new(NotApplicable, "nothing is tried again")],
        "`catch (Exception e)` without a filter around the attempt: `no`");

    public static readonly FactDefinition RetryCancellation = new("retry.cancellation", RuleCategories.Retries, "Whether a caller can stop a retry.",
        [new("yes", "a token reaches the wait, and the attempt where it takes one"), new("no", "the wait or the attempt cannot be cancelled"), new(NotApplicable, "nothing is tried again")],
        "`await Task.Delay(delay)` in the retry: `no`");

    public static readonly FactDefinition RetryBackoff = new("retry.backoff", RuleCategories.Retries, "How the wait between attempts grows, whoever retries: the code itself or a library by its options.",
        [
            new("none", "nothing is tried again"),
            new("fixed", "the same wait, or none, between attempts"),
            new("linear", "it grows by the same amount each time"),
            new("exponential", "it is multiplied each time"),
            new("exponential-jitter", "it is multiplied each time and has a random part"),
            new("unknown", "a library retries, and its settings cannot be seen here"),
        ],
        "`new RetryStrategyOptions { BackoffType = DelayBackoffType.Exponential }`: `exponential`");

    public static readonly FactDefinition RetryAfter = new("retry.retry-after", RuleCategories.Retries, "Whether a retry waits as long as the server asks for.",
        [new("none", "no retry does, or nothing is tried again"), new("honoured", "the header's value becomes the wait")],
        "`await Task.Delay(response.Headers.RetryAfter?.Delta ?? backoff, ct)`: `honoured`");

    public static readonly FactDefinition ExceptionsCustom = new("exceptions.custom", RuleCategories.Exceptions, "Whether the code has exception types of its own.",
        [new("none", "it declares none"), new("defined", "declared but never thrown"), new("thrown", "declared and thrown")],
        "`throw new FetchFailedException(url, lastError)`: `thrown`");

    public static readonly FactDefinition ExceptionsInner = new("exceptions.inner", RuleCategories.Exceptions, "Whether an exception that replaces another keeps it as its cause.",
        [
            new("none", "no exception replaces another"),
            new("preserved", "every replacement carries the original"),
            new("mixed", "some carry it, some do not"),
            new("dropped", "no replacement carries the original"),
        ],
        "`catch (IOException e) { throw new ImportException(\"...\", e); }`: `preserved`");

    public static readonly FactDefinition ExceptionsSwallowed = new("exceptions.swallowed", RuleCategories.Exceptions, "What happens to exceptions that are caught whatever they are.",
        [
            new("none", "no such catch, or each one rethrows or passes the exception on"),
            new("logged", "at least one only logs or counts; none loses it"),
            new("swallowed", "at least one leaves no trace of it"),
        ],
        "`catch { }`: `swallowed`");

    public static readonly FactDefinition ExceptionsRethrow = new("exceptions.rethrow", RuleCategories.Exceptions, "Whether rethrowing keeps the stack trace.",
        [new("none", "nothing is rethrown"), new("preserved", "with `throw;` or ExceptionDispatchInfo"), new("reset", "at least once with `throw e;`")],
        "`catch (Exception e) { Log(e); throw e; }`: `reset`");

    public static readonly FactDefinition ExceptionsCancellation = new("exceptions.cancellation", RuleCategories.Exceptions, "Whether cancelling is taken for a failure.",
        [new("none", "it is not"), new("as-failure", "a catch of every exception around cancellable work treats both alike")],
        "`try { await WorkAsync(ct); } catch (Exception e) { return Failed(e); }`: `as-failure`");

    public static readonly FactDefinition ExceptionsControlFlow = new("exceptions.control-flow", RuleCategories.Exceptions, "Whether exceptions stand for ordinary answers.", Presence,
        "`try { return int.Parse(text); } catch (FormatException) { return 0; }`: `present`");

    public static readonly FactDefinition CounterGuard = new("counter.guard", RuleCategories.SharedState, "How state that concurrent code changes is protected; the worst field decides.",
        [
            new("none", "the code is not concurrent, so there is nothing to judge"),
            new("none-needed", "concurrent code shares nothing that it changes"),
            new("interlocked", "by Interlocked"),
            new("lock", "by one lock per field"),
            new("concurrent", "by concurrent collections or channels"),
            new("mixed", "a field is guarded in some places and not, or differently, in others"),
            new("racy", "a field is changed by several threads with nothing guarding it"),
        ],
        "`Parallel.For(0, n, _ => _count++)`: `racy`");

    public static readonly FactDefinition SharedCheckThenAct = new("shared-state.check-then-act", RuleCategories.SharedState, "Whether two steps on a concurrent collection are taken for one.",
        [new("none", "no such place"), new("present", "at least one")],
        "`if (!map.ContainsKey(k)) map[k] = v;` on a ConcurrentDictionary: `present`");

    public static readonly FactDefinition SharedLockTarget = new("shared-state.lock-target", RuleCategories.SharedState, "Whether locks are objects nobody else can lock.",
        [new("none", "no locks"), new("private", "all are"), new("weak", "at least one is `this`, a type, a string or a new object each time")],
        "`lock (this)`: `weak`");

    public static readonly FactDefinition SharedAwaitUnderLock = new("shared-state.await-under-lock", RuleCategories.SharedState, "Whether a lock that belongs to a thread is held over an await.", Presence,
        "`Monitor.Enter(_gate); await SaveAsync(); Monitor.Exit(_gate);`: `present`");

    public static readonly FactDefinition SharedVolatile = new("shared-state.volatile", RuleCategories.SharedState, "Whether `volatile` is taken for a guard.", Presence,
        "`volatile int _count; … _count++;`: `present`");

    public static readonly FactDefinition TypesDynamic = new("types.dynamic", RuleCategories.Types, "Whether `dynamic` is used.", Presence, "`dynamic row = Parse(line);`: `present`");

    public static readonly FactDefinition TypesObjectApi = new("types.object-api", RuleCategories.Types, "Whether members that others use speak of `object` instead of a type.", Presence,
        "`public object Get(string key)`: `present`");

    public static readonly FactDefinition TypesNonGeneric = new("types.nongeneric", RuleCategories.Types, "Whether collections without an element type are used.", Presence, "`ArrayList`, `Hashtable`: `present`");

    public static readonly FactDefinition TypesNullable = new("types.nullable", RuleCategories.Types, "Whether the compiler's null checks are on.",
        [new("enabled", "in all code"), new("partly", "switched off in some places"), new("disabled", "off")],
        "`#nullable disable` at the top of one of three files: `partly`");

    public static readonly FactDefinition TypesSuppressions = new("types.suppressions", RuleCategories.Types, "Whether null checks are overruled with `!` where nothing proves them.", Presence, "`FindUser(id)!.Name`: `present`");

    public static readonly FactDefinition TypesTupleApi = new("types.tuple-api", RuleCategories.Types, "Whether members that others use speak in tuples without names, or with many parts.", Presence,
        "`public (int, int) Find(…)`: `present`");

    public static readonly FactDefinition TypesWeakDictionary = new("types.weak-dictionary", RuleCategories.Types, "Whether dictionaries from names to anything stand in for records.", Presence,
        "`Dictionary<string, object> Load(int id)`: `present`");

    public static readonly FactDefinition TypesVar = new("types.var", RuleCategories.Types, "Whether `var` hides what a variable holds.",
        [new("none", "it does not"), new("unclear", "neither the name nor the right side tells, at least once")],
        "`var data = Process(order);` where `Process` returns a decimal: `unclear`");

    public static readonly FactDefinition AsyncVoid = new("async.void", RuleCategories.Async, "Whether `async void` is used outside event handlers.", Presence, "`async void Start()`: `present`");

    public static readonly FactDefinition AsyncBlocking = new("async.blocking", RuleCategories.Async, "Whether threads are blocked until a task ends.", Presence, "`FetchAsync().Result`: `present`");

    public static readonly FactDefinition AsyncBusyWait = new("async.busy-wait", RuleCategories.Async, "Whether code waits by asking again and again.",
        [new("none", "it never does"), new("polling", "with a pause between two questions"), new("spinning", "without one: a core is burnt")],
        "`while (!task.IsCompleted) { }`: `spinning`");

    public static readonly FactDefinition AsyncToken = new("async.token", RuleCategories.Async, "What becomes of cancellation tokens.",
        [
            new("none", "no member takes one"),
            new("passed", "tokens reach the calls that take one"),
            new("dropped", "at least one call that takes a token does not get the one at hand"),
            new("unused", "at least one is accepted and never looked at"),
        ],
        "`await Task.Delay(100)` in a method with a token: `dropped`");

    public static readonly FactDefinition AsyncHttpClient = new("async.http-client", RuleCategories.Async, "Whether an HttpClient is made for every call.", Presence, "`using var client = new HttpClient();` in a method: `present`");

    public static readonly FactDefinition AsyncFireAndForget = new("async.fire-and-forget", RuleCategories.Async, "Whether work is started and its task thrown away.", Presence, "`_ = SaveAsync(order);` where `SaveAsync` lets failures out: `present`");

    public static readonly FactDefinition AsyncTokenParameter = new("async.token-parameter", RuleCategories.Async, "Whether public methods can be cancelled.",
        [new("none", "no public method lacks a token it could use"), new("missing", "at least one waits for what takes a token and offers its callers none")],
        "`public async Task<string> GetAsync(string key) => await client.GetStringAsync(key);`: `missing`");

    public static readonly FactDefinition PipelinesReading = new("pipelines.reading", RuleCategories.Pipelines, "How lines of input are read.",
        [new("none", "none are"), new("streamed", "one after the other"), new("whole-file", "all are in memory before the first is looked at")],
        "`foreach (var line in File.ReadAllLines(path))`: `whole-file`");

    public static readonly FactDefinition PipelinesCulture = new("pipelines.culture", RuleCategories.Pipelines, "Whether the machine's culture decides what a number or date in data means.", Presence, "`decimal.Parse(cell)`: `present`");

    public static readonly FactDefinition PipelinesCsv = new("pipelines.csv", RuleCategories.Pipelines, "How lines are cut into cells.",
        [new("none", "none are"), new("quoted", "by code that knows quotes"), new("naive", "at every comma, quoted or not")],
        "`line.Split(',')`: `naive`");

    public static readonly FactDefinition PipelinesQuadratic = new("pipelines.quadratic", RuleCategories.Pipelines, "Whether the work per item grows with the number of items.", Presence, "`foreach (var row in rows) text += row;`: `present`");

    public static readonly FactDefinition ResourcesUndisposed = new("resources.undisposed", RuleCategories.Resources, "Whether something that must be closed is neither disposed nor handed on.", Presence, "`var reader = new StreamReader(path);` without `using`: `present`");

    public static readonly FactDefinition ResourcesUnboundedTasks = new("resources.unbounded-tasks", RuleCategories.Resources, "Whether the input decides how many tasks run at once.", Presence, "`await Task.WhenAll(urls.Select(FetchAsync))`: `present`");

    /// <summary>Measure: the share of declared types that say what they hold, from 0 to 1.</summary>
    public const string TypingAnnotated = "typing.annotated";

    /// <summary>All facts, in the order of the page.</summary>
    public static ImmutableArray<FactDefinition> All { get; } =
    [
        RetryKind, RetryBackoff, RetryBounded, RetrySelective, RetryCancellation, RetryAfter,
        ExceptionsCustom, ExceptionsInner, ExceptionsSwallowed, ExceptionsRethrow, ExceptionsCancellation, ExceptionsControlFlow,
        CounterGuard, SharedCheckThenAct, SharedLockTarget, SharedAwaitUnderLock, SharedVolatile,
        TypesDynamic, TypesObjectApi, TypesNonGeneric, TypesNullable, TypesSuppressions, TypesTupleApi, TypesWeakDictionary, TypesVar,
        AsyncVoid, AsyncBlocking, AsyncBusyWait, AsyncToken, AsyncTokenParameter, AsyncFireAndForget, AsyncHttpClient,
        PipelinesReading, PipelinesCulture, PipelinesCsv, PipelinesQuadratic,
        ResourcesUndisposed, ResourcesUnboundedTasks,
    ];

    private static ImmutableArray<FactValue> Presence => [new("none", "nowhere"), new("present", "at least once")];
}
