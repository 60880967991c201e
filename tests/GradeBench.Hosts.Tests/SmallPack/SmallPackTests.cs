using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

#pragma warning disable xUnit1000 // Internal on purpose: these are run by the judge under test, not by this project's own runner.
#pragma warning disable xUnit1051, xUnit1041

namespace GradeBench.Hosts.Tests.SmallPack;

/// <summary>A pack of five hidden tests, written like real ones.</summary>
internal sealed class SmallPackTests(Candidate<IProbe> candidate)
{
    [Fact, Behaviour("echo.same", "Repeats what it is told", CandidateSentence = "It said something else.")]
    public async Task It_echoes()
    {
        var probe = await candidate.CreateAsync(new ProbeOptions());

        Assert.Equal("hello", probe.Echo("hello"));
    }

    [Fact, Behaviour("echo.long", "Repeats long texts", LimitSeconds = 5)]
    public async Task It_echoes_long_texts()
    {
        var probe = await candidate.CreateAsync(new ProbeOptions());

        Assert.Equal(10_000, probe.Echo(new string('a', 10_000)).Length);
    }

    [Theory, Behaviour("number.kept", "Keeps its number")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_keeps_its_number(int number)
    {
        var probe = await candidate.CreateAsync(new ProbeOptions { Number = number });

        Assert.Equal(number, probe.Number);
    }

    [Fact, FreshHost, Behaviour("process.first", "Starts in a process of its own")]
    public async Task It_has_a_host_of_its_own()
    {
        var probe = await candidate.CreateAsync(new ProbeOptions());

        Assert.Equal("first", probe.Echo("first"));
    }

    [Fact, Behaviour("clock.delays", "Doubles its delays", IsLong = true)]
    public async Task It_doubles_its_delays()
    {
        var probe = await candidate.CreateAsync(new ProbeOptions { Clock = candidate.Clock });

        var delays = await candidate.Clock.RunTimersUntil(probe.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal([1], delays.Select(d => d.TotalSeconds));
    }
}
