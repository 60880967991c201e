using System.IO.Pipelines;

namespace GradeBench.Protocol.Tests;

public sealed class CompilerSessionTests
{
    private static readonly ReadyInfo Ready = new(ReadyInfo.CompilerHost, "csharp", ".NET test");
    private static readonly CompileRequest Request = new([new SourceFile("Program.cs", "class C;\n")], "async-client", ["Polly.Core"]);

    private readonly Pipe _toHost = new();
    private readonly Pipe _fromHost = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_compile_result_arrives_whole()
    {
        var expected = new CompileResponse(
            true, [1, 2, 3],
            [new ReportedDiagnostic("CS0168", ReportedSeverity.Warning, "unused", new ReportedSpan("Program.cs", 1, 2, 3, 4))],
            [new ReportedGap("Heavy.cs has a long line", new ReportedSpan("Heavy.cs", 7, 1, 7, 1))],
            ["unsafe code used"]);
        var session = Serve(_ => expected);

        await session.WaitUntilReadyAsync(Cancellation);
        var received = await session.CompileAsync(Request, Cancellation);

        Assert.Equivalent(expected, received, strict: true);
    }

    [Fact]
    public async Task An_analysis_is_asked_for_apart_and_arrives_whole()
    {
        var expected = new AnalysisResponse(
            [new ReportedFinding("GB0301", "shared-state", "racy", new ReportedSpan("Program.cs", 1, 2, 3, 4))],
            [new ReportedFact("retry.kind", "none", "no retry", [])],
            [new ReportedMeasure("lines", 12.5m, "count", "Lines that say something.", [new ReportedSpan("Program.cs", 1, 2, 3, 4)])],
            [new ReportedGap("it takes too long", null)],
            ["unsafe code used"]);
        var session = Serve(_ => Empty, part => part == AnalysisPart.Rules ? expected : throw new InvalidOperationException());

        await session.WaitUntilReadyAsync(Cancellation);
        await session.CompileAsync(Request, Cancellation);
        var received = await session.AnalyseAsync(AnalysisPart.Rules, Cancellation);

        Assert.Equivalent(expected, received, strict: true);
    }

    [Fact]
    public async Task An_analyzer_that_throws_does_not_cost_the_next_compilation()
    {
        var session = Serve(_ => Empty, _ => throw new InvalidOperationException("analyzer broke"));
        await session.WaitUntilReadyAsync(Cancellation);
        await session.CompileAsync(Request, Cancellation);

        await Assert.ThrowsAsync<HostErrorException>(() => session.AnalyseAsync(AnalysisPart.Rules, Cancellation));

        Assert.False((await session.CompileAsync(Request, Cancellation)).Succeeded);
    }

    [Fact]
    public async Task A_compiler_that_throws_answers_with_its_error_and_serves_on()
    {
        var calls = 0;
        var session = Serve(_ => ++calls == 1 ? throw new InvalidOperationException("analyzer broke") : Empty);
        await session.WaitUntilReadyAsync(Cancellation);

        var error = await Assert.ThrowsAsync<HostErrorException>(() => session.CompileAsync(Request, Cancellation));
        var second = await session.CompileAsync(Request, Cancellation);

        Assert.Equal("analyzer broke", error.Error.Message);
        Assert.False(second.Succeeded);
    }

    private static CompileResponse Empty => new(false, null, [], [], []);

    private CompilerSession Serve(Func<CompileRequest, CompileResponse> compile, Func<AnalysisPart, AnalysisResponse>? analyse = null)
    {
        _ = CompilerHostLoop.RunAsync(_toHost.Reader.AsStream(), _fromHost.Writer.AsStream(), Ready, compile, analyse ?? (_ => AnalysisResponse.Nothing), whenReady: null, Cancellation);
        return new CompilerSession(_toHost.Writer.AsStream(), _fromHost.Reader.AsStream());
    }
}
