using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Hosts.Tests;

/// <summary>A submission that does not offer the contract is told what is missing.</summary>
public sealed class ContractBindingTests
{
    private const string Members = """
        public int Workers => 1; public long TotalFinished => 0; public ValueTask DisposeAsync() => default;
        public Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken) => throw new NotImplementedException();
        """;

    [Theory]
    [InlineData("public class Nothing;", "No public class implements GradeBench.Contracts.TaskRunner.ITaskRunner")]
    [InlineData($"class Hidden : ITaskRunner {{ {Members} }}", "found Hidden, which is not public")]
    [InlineData($"public class A : ITaskRunner {{ {Members} }} public class B : ITaskRunner {{ {Members} }}", "Several public classes implement ITaskRunner: A, B")]
    [InlineData($"public class A : ITaskRunner {{ {Members} }}", "public A(TaskRunnerOptions)")]
    [InlineData($"public class TaskRunnerOptions {{ }} public class A(global::TaskRunnerOptions o) : ITaskRunner {{ {Members} }}", "use the contract's TaskRunnerOptions")]
    public async Task The_message_quotes_the_contract(string source, string expected)
    {
        await using var host = PlainHost.Start();

        var error = await Assert.ThrowsAsync<ContractException>(async () =>
        {
            await using var session = await CandidateSession.StartAsync(
                host, CandidatePayload.OfAssembly(typeof(ITaskRunner), Compiled.Source(source)), TestContext.Current.CancellationToken);
            await session.CreateAsync(typeof(ITaskRunner), [new TaskRunnerOptions()], TestContext.Current.CancellationToken);
        });

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_assembly_are_refused()
    {
        await using var host = PlainHost.Start();

        await Assert.ThrowsAsync<ContractException>(() => CandidateSession.StartAsync(
            host, CandidatePayload.OfAssembly(typeof(ITaskRunner), new byte[] { 1, 2, 3 }), TestContext.Current.CancellationToken));
    }
}
