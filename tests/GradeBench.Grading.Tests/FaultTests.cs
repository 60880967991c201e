using GradeBench.Sandbox;

namespace GradeBench.Grading.Tests;

/// <summary>When something of ours breaks there is no score.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly string _hosts = Directory.CreateTempSubdirectory("gradebench-hosts-").FullName;

    public FaultTests() => CopyFolder(Repository.At("artifacts", "hosts"), _hosts);

    public void Dispose() => Directory.Delete(_hosts, recursive: true);

    [Theory]
    [InlineData("candidate", HostLayout.CandidateEntry)]
    [InlineData("compiler", HostLayout.CompilerEntry)]
    public async Task A_host_that_does_not_start_is_a_fault_and_not_a_grade(string host, string entry)
    {
        await File.WriteAllTextAsync(Path.Combine(_hosts, host, entry), "This is no program.", TestContext.Current.CancellationToken);
        await using var grader = new Grader(new GradingOptions { HostsFolder = _hosts });

        var result = await grader.GradeAsync(Submissions.Request(Submissions.Sample("exemplary")), null, TestContext.Current.CancellationToken);

        var faulted = Assert.IsType<GradingResult.Faulted>(result);
        Assert.StartsWith($"The {host} host did not start: ", faulted.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compiler_that_fails_by_itself_is_a_fault_and_not_a_grade()
    {
        // Without reference assemblies nothing can compile, however good it is.
        Directory.Delete(Path.Combine(_hosts, "compiler", "refs"), recursive: true);
        await using var grader = new Grader(new GradingOptions { HostsFolder = _hosts });

        var result = await grader.GradeAsync(Submissions.Request(Submissions.Sample("exemplary")), null, TestContext.Current.CancellationToken);

        Assert.IsType<GradingResult.Faulted>(result);
    }

    [Fact]
    public async Task Hosts_that_are_missing_are_said_to_be_missing_before_anything_is_graded()
    {
        File.Delete(Path.Combine(_hosts, "candidate", HostLayout.CandidateEntry));
        await using var grader = new Grader(new GradingOptions { HostsFolder = _hosts });

        var e = await Assert.ThrowsAsync<SandboxUnavailableException>(() => grader.PrepareAsync(TestContext.Current.CancellationToken));

        Assert.Contains(Path.Combine(_hosts, "candidate", HostLayout.CandidateEntry), e.Missing, StringComparison.Ordinal);
        Assert.Contains("Build the solution again", e.Remedy, StringComparison.Ordinal);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
