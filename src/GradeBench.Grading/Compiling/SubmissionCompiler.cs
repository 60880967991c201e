using System.Globalization;
using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>
/// Has one submission compiled by a compiler host, and analysed by the same while its hidden tests run. What analyzers do
/// to their host costs what they would have said, and never the tests.
/// </summary>
internal sealed class SubmissionCompiler(GradingOptions options, CompilerHosts hosts, TimeProvider time) : IAsyncDisposable
{
    private readonly CompilerQuestion _question = new(options, time);
    private CompileRequest? _request;
    private CompilerHost? _host;
    private TimeSpan _began;

    /// <summary>CPU time its hosts have spent on the submission, their start included where this was what they were started for.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>Waits for a host.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host = await hosts.LeaseAsync(cancellationToken);
        _began = _host.Served == 0 ? TimeSpan.Zero : _host.Process.ReadCpuTime();
    }

    /// <exception cref="GradingFaultException">We could not compile it, whatever it is.</exception>
    public async Task<CompileOutcome> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        _request = request;
        return await _question.AskAsync(_host!, (session, token) => session.CompileAsync(request, token), cancellationToken) switch
        {
            HostAnswer<CompileResponse>.Given given => new CompileOutcome.Answered(given.Value),
            HostAnswer<CompileResponse>.Exhausted exhausted => Explain(exhausted.What),
            _ => new CompileOutcome.TooMuch("compile.size", "What it compiles to is larger than 8 MiB: submit less generated code or data."),
        };
    }

    /// <summary>Analyses what was compiled; after it the host is given back. Never fails because of the submission.</summary>
    /// <exception cref="GradingFaultException">We could not analyse it, whatever it is.</exception>
    public async Task<AnalysisResponse> AnalyseAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_host!.IsUsable) return await AskAllAsync(cancellationToken);

            // The compiler gave up. The files that are to blame for it are left out; without one there is nothing safe to read.
            if (await KeepElsewhereAsync(cancellationToken) is not { NotAnalysed.Count: > 0 } rest) return Gap("it cannot be compiled");

            var analysis = await AskAllAsync(cancellationToken);
            return analysis with { NotAnalysed = [.. rest.NotAnalysed, .. analysis.NotAnalysed], Flags = [.. rest.Flags, .. analysis.Flags] };
        }
        finally
        {
            await ReturnAsync();
        }
    }

    /// <summary>Gives the host back without having anything analysed.</summary>
    public async Task<AnalysisResponse> LeaveAsync()
    {
        await ReturnAsync();
        return Gap("no analysis was asked for");
    }

    private async Task<AnalysisResponse> AskAllAsync(CancellationToken cancellationToken)
    {
        var all = await AskAsync(AnalysisPart.All, cancellationToken);
        if (all.NotAnalysed.Count == 0) return all;

        // Who is to blame is not known. An analyzer of others must not cost what ours have to say.
        if (!_host!.IsUsable && await KeepElsewhereAsync(cancellationToken) is null) return all;

        var ours = await AskAsync(AnalysisPart.Rules, cancellationToken);
        return ours.NotAnalysed.Count > 0 ? ours : ours with { Flags = [.. ours.Flags, $"not looked at by analyzers of others: {all.NotAnalysed[0].Reason}"] };
    }

    // Another host in place of the one that ended keeps what can be analysed of the submission.
    private async Task<CompileResponse?> KeepElsewhereAsync(CancellationToken cancellationToken)
    {
        await ReturnAsync();
        await PrepareAsync(cancellationToken);
        var kept = await _question.AskAsync(_host!, (session, token) => session.CompileAsync(_request! with { OnlyToAnalyse = true }, token), cancellationToken);
        return (kept as HostAnswer<CompileResponse>.Given)?.Value;
    }

    private async Task<AnalysisResponse> AskAsync(AnalysisPart part, CancellationToken cancellationToken) =>
        await _question.AskAsync(_host!, (session, token) => session.AnalyseAsync(part, token), cancellationToken) switch
        {
            HostAnswer<AnalysisResponse>.Given given => given.Value,
            HostAnswer<AnalysisResponse>.Exhausted exhausted => Gap(exhausted.What switch
            {
                Exhaustion.Time => string.Create(CultureInfo.InvariantCulture, $"the analysis takes more than {options.CompileCpu.TotalSeconds:0} s of processor time"),
                Exhaustion.Memory => string.Create(CultureInfo.InvariantCulture, $"the analysis takes more than {options.CompileMemoryBytes >> 20} MiB"),
                Exhaustion.Threads => "the analysis ran out of threads",
                _ => "the analysis gave up, as it does on source that is nested thousands of levels deep",
            }),
            _ => Gap("what there is to say of it is larger than 8 MiB"),
        };

    public async ValueTask DisposeAsync() => await ReturnAsync();

    private static AnalysisResponse Gap(string reason) => AnalysisResponse.Nothing with { NotAnalysed = [new ReportedGap(reason, null)] };

    private async Task ReturnAsync()
    {
        if (_host is not { } host) return;

        _host = null;
        Cpu += host.Process.ReadCpuTime() - _began;
        await hosts.ReturnAsync(host);
    }

    private CompileOutcome.TooMuch Explain(Exhaustion what) => what switch
    {
        Exhaustion.Time => new("compile.time", string.Create(
            CultureInfo.InvariantCulture, $"Compiling it takes more than {options.CompileCpu.TotalSeconds:0} seconds: simplify the expressions the compiler cannot resolve.")),
        Exhaustion.Memory => new("compile.memory", string.Create(
            CultureInfo.InvariantCulture, $"Compiling it takes more than {options.CompileMemoryBytes >> 20} MiB: submit less generated code or data.")),
        Exhaustion.Threads => new("compile.crash", "The compiler cannot compile it: it ran out of threads."),
        _ => new("compile.crash", "The compiler cannot compile it: it gave up, as it does on source that is nested thousands of levels deep."),
    };
}
