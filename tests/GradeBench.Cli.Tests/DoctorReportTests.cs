using GradeBench.Cli.Doctoring;
using GradeBench.Cli.Output;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Tests;

public sealed class DoctorReportTests
{
    private static readonly DoctorResult Good = new(
        "A1", "bubblewrap runs under an unprivileged user", DoctorClass.Required, DoctorVerdict.Passed, "bwrap 0.8.0 as uid 61001", null);

    private static readonly DoctorResult Bad = new(
        "A10", "The network outside cannot be reached", DoctorClass.Required, DoctorVerdict.Failed, "a connection to 127.0.0.1 was made", "Do not run submissions here.");

    private static readonly DoctorResult Advice = new(
        "B2", "No swap", DoctorClass.Advice, DoctorVerdict.Warning, "2 GiB of swap are on", "Turn it off for steadier times: swapoff -a");

    [Fact]
    public async Task A_healthy_machine_reads_as_it_always_has()
    {
        var (report, canRun) = await ShowAsync(Good, Advice);

        Assert.True(canRun);
        Golden.Check("doctor-healthy.txt", report);
    }

    [Fact]
    public async Task A_failed_check_says_what_to_do_and_that_nothing_is_run()
    {
        var (report, canRun) = await ShowAsync(Good, Bad, Advice);

        Assert.False(canRun);
        Golden.Check("doctor-failed.txt", report);
    }

    [Fact]
    public async Task A_required_check_that_could_not_be_made_has_not_passed() =>
        Assert.False((await ShowAsync(Good, Good with { Verdict = DoctorVerdict.NotRun })).CanRun);

    [Fact]
    public async Task Advice_alone_is_no_clean_bill() =>
        Assert.False((await ShowAsync(Advice)).CanRun);

    private static async Task<(string Report, bool CanRun)> ShowAsync(params DoctorResult[] results)
    {
        using var text = new StringWriter();
        var canRun = await new DoctorReport(Terminal.Plain(text)).WriteAsync(results.ToAsyncEnumerable());
        return (text.ToString(), canRun);
    }
}
