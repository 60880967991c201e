using System.ComponentModel.DataAnnotations;
using GradeBench.Protocol;
using GradeBench.Rubrics;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>
/// Compiles, tests and scores submissions. Each runs only inside sandboxed hosts, which are started ahead and never shared
/// by the code of two submissions. One per process; disposing ends the hosts that wait.
/// </summary>
public sealed class Grader : IGrader, IAsyncDisposable
{
    private readonly GradingOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<Task<HostPools>> _pools;
    private int _underWay;

    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public Grader(GradingOptions options, SandboxOptions? sandbox = null, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _time) = (options, time ?? TimeProvider.System);
        // Not the caller's token: what is prepared here serves every grading.
        _pools = new(() => HostPools.CreateAsync(options, sandbox ?? new SandboxOptions(), _time, CancellationToken.None));
    }

    /// <summary>Prepares the sandbox and starts the hosts that are kept ready, so that the first grading does not wait for it.</summary>
    /// <returns>What enforces the limits on this machine.</returns>
    /// <exception cref="SandboxUnavailableException">Nothing can be graded on this machine; the message says what to install.</exception>
    public async Task<SandboxCapabilities> PrepareAsync(CancellationToken cancellationToken) =>
        (await _pools.Value.WaitAsync(cancellationToken)).Launcher.Capabilities;

    /// <inheritdoc/>
    /// <exception cref="SandboxUnavailableException">Nothing can be graded on this machine; the message says what to install.</exception>
    /// <exception cref="ArgumentException">The request does not fit together.</exception>
    public async Task<GradingResult> GradeAsync(GradingRequest request, IProgress<GradingProgress>? progress, CancellationToken cancellationToken)
    {
        if (request.Rubric.Assessment != request.Pack.Id)
        {
            throw new ArgumentException($"The rubric is of `{request.Rubric.Assessment}`, the pack of `{request.Pack.Id}`.", nameof(request));
        }

        var stages = new StageReport(progress, _time);
        stages.Begin(GradingStage.Preparing);
        var pools = await _pools.Value.WaitAsync(cancellationToken);
        try
        {
            return await GradeAsync(request, pools, stages, cancellationToken);
        }
        catch (GradingFaultException e)
        {
            return new GradingResult.Faulted(e.Message);
        }
        catch (SandboxUnavailableException e)
        {
            // The machine can sandbox, as the pools exist: it is full, or something was removed under us.
            return new GradingResult.Faulted(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_pools.IsValueCreated) return;

        await ((Task)_pools.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_pools.Value.IsCompletedSuccessfully) await (await _pools.Value).DisposeAsync();
    }

    private async Task<GradingResult> GradeAsync(GradingRequest request, HostPools pools, StageReport stages, CancellationToken cancellationToken)
    {
        using var hold = pools.HoldRefills();
        var hosts = new SubmissionHosts(pools, request.Pack.Limits);

        // A lane costs the start of a host. Alone on the machine that is well spent on an earlier scorecard; in a crowd it
        // would only keep the others waiting.
        var lanes = Math.Max(1, _options.Lanes / Interlocked.Increment(ref _underWay));
        try
        {
            var result = await GradeAsync(request, pools, hosts, lanes, stages, cancellationToken);
            pools.EndLater(hosts);
            return result;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task<GradingResult> GradeAsync(
        GradingRequest request, HostPools pools, SubmissionHosts hosts, int lanes, StageReport stages, CancellationToken cancellationToken)
    {
        // Not kept warm, so they start beside the compiler, which takes longer than they do.
        if (_options.WarmCandidates == 0) hosts.StartAhead(lanes, cancellationToken);
        var tests = new HiddenTests(request.Pack, lanes, mostLanes: 2 * _options.Lanes);
        var discovering = Task.Run(tests.DiscoverAsync, cancellationToken);

        await using var compiler = new SubmissionCompiler(_options, pools.Compilers, _time);
        await compiler.PrepareAsync(cancellationToken);
        stages.Begin(GradingStage.Compiling);
        var files = request.Files.Where(f => request.Pack.GradedFiles.Includes(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        var compile = await compiler.CompileAsync(new CompileRequest(files, request.Pack.Id, request.Pack.Packages), cancellationToken);

        stages.Begin(GradingStage.Analysing);
        var analysing = request.Analysed ? compiler.AnalyseAsync(cancellationToken) : compiler.LeaveAsync();
        var (behaviours, notes) = await TestBesideAsync(analysing, async () =>
        {
            await discovering;
            return compile is CompileOutcome.Answered { Response: { Succeeded: true, Assembly: { } assembly } }
                ? await tests.RunAsync(assembly, request.Seed, hosts, stages, cancellationToken)
                : ([], []);
        });

        var capabilities = pools.Launcher.Capabilities;
        var evidence = EvidenceAssembler.Create(
            request, compile, await analysing, new RunConditions(request.Seed, capabilities.LimitMode.ToReportName(), $".NET {capabilities.RuntimeVersion}"));
        evidence = evidence with { Behaviours = behaviours, Flags = [.. evidence.Flags, .. notes] };

        stages.Begin(GradingStage.Scoring);
        var scorecard = Scorer.Score(evidence, request.Rubric);
        return new GradingResult.Graded(evidence, scorecard, stages.Times(compiler.Cpu + hosts.ReadCpuTime()));
    }

    // Whichever breaks, the other is waited for: both use hosts that are given back at the end.
    private static async Task<T> TestBesideAsync<T>(Task analysing, Func<Task<T>> test)
    {
        try
        {
            return await test();
        }
        finally
        {
            await analysing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
