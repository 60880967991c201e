using GradeBench.Sandbox;

namespace GradeBench.Grading.Tests;

public sealed class HostLayoutTests
{
    [Fact]
    public void The_hosts_of_the_checkout_are_found_above_the_program() =>
        Assert.Equal(Repository.At("artifacts", "hosts", "compiler"), HostLayout.Find().CompilerFolder);

    [Fact]
    public void A_folder_without_hosts_is_refused_with_advice()
    {
        var e = Assert.Throws<SandboxUnavailableException>(() => HostLayout.Find("/nowhere"));

        Assert.Equal("The host /nowhere/compiler/GradeBench.CompilerHost.dll does not exist.", e.Missing);
        Assert.Equal("Build the solution again, which publishes the hosts to artifacts/hosts, or correct GRADEBENCH_HOSTS.", e.Remedy);
    }
}
