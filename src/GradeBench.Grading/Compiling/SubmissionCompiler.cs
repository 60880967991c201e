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
            return _host!.IsUsable ? await AskForAnalysisAsync(_host, cancellationToken) : await AnalyseTheRestAsync(cancellationToken);
        }
        finally
        {
            await ReturnAsync();
        }
    }

    // The compiler gave up. The files that are to blame for it are left out; without one there is nothing safe to read.
    private async Task<AnalysisResponse> AnalyseTheRestAsync(CancellationToken cancellationToken)
    {
        await ReturnAsync();
        await PrepareAsync(cancellationToken);
        var again = await _question.AskAsync(_host!, (session, token) => session.CompileAsync(_request! with { OnlyToAnalyse = true }, token), cancellationToken);
        if (again is not HostAnswer<CompileResponse>.Given { Value: { NotAnalysed.Count: > 0 } rest }) return Gap("it cannot be compiled");

        var analysis = await AskForAnalysisAsync(_host!, cancellationToken);
        return analysis with { NotAnalysed = [.. rest.NotAnalysed, .. analysis.NotAnalysed], Flags = [.. rest.Flags, .. analysis.Flags] };
    }

    private async Task<AnalysisResponse> AskForAnalysisAsync(CompilerHost host, CancellationToken cancellationToken) =>
        await _question.AskAsync(host, (session, token) => session.AnalyseAsync(AnalysisPart.Rules, token), cancellationToken) switch
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
