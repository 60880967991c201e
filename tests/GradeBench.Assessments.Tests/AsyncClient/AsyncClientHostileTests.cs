using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

/// <summary>Submissions that would hold a grading up, or end it: each is graded in bounded time, with what happened as the reason.</summary>
public sealed class AsyncClientHostileTests(PackGrader grader)
{
    private static readonly string[] Looked = ["responses.success", "retries.connection", "pauses.doubling", "count.attempts"];

    [Fact]
    public async Task One_that_never_answers_is_told_that_it_waits_for_nothing()
    {
        var behaviours = await GradeAsync("await new TaskCompletionSource().Task; return null!;");

        Assert.All(behaviours, behaviour => Assert.Equal(BehaviourVerdict.Failed, behaviour.Verdict));
        Assert.All(behaviours, behaviour => Assert.Contains("neither for the server nor on the clock", behaviour.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_spins_is_told_that_it_kept_a_processor_busy()
    {
        var behaviours = await GradeAsync("while (!token.IsCancellationRequested) Thread.SpinWait(100); return null!;", "responses.success");

        // Where there is little of the processor to keep busy, the test's limit comes first.
        Assert.All(behaviours, behaviour => Assert.Matches("kept a processor busy|within the test's limit", behaviour.Detail));
    }

    [Fact]
    public async Task One_that_floods_the_console_is_ended_at_the_limit_of_its_output()
    {
        var behaviours = await GradeAsync("while (true) Console.WriteLine(new string('x', 10_000));", "responses.success", "count.attempts");

        Assert.All(behaviours, behaviour => Assert.Equal(BehaviourVerdict.OutputLimit, behaviour.Verdict));
    }

    [Fact]
    public async Task One_that_ends_while_it_is_loaded_has_died()
    {
        var behaviours = await GradeWithAsync("static Client() => Environment.FailFast(\"not today\");", "return null!;");

        Assert.All(behaviours, behaviour => Assert.Equal(BehaviourVerdict.Died, behaviour.Verdict));
    }

    [Fact]
    public async Task One_that_opens_connections_without_end_is_stopped_by_its_own_limit()
    {
        var behaviours = await GradeAsync(
            "var all = new List<System.Net.Sockets.TcpClient>(); while (true) { var one = new System.Net.Sockets.TcpClient(); all.Add(one); await one.ConnectAsync(request.Url.Host, request.Url.Port, token); }",
            "responses.success", "count.attempts");

        Assert.All(behaviours, behaviour => Assert.NotEqual(BehaviourVerdict.Passed, behaviour.Verdict));
        Assert.All(behaviours, behaviour => Assert.NotEqual(BehaviourVerdict.ProtocolViolation, behaviour.Verdict));
    }

    private Task<IReadOnlyList<BehaviourResult>> GradeAsync(string fetch, params string[] behaviours) => GradeWithAsync("", fetch, behaviours);

    private async Task<IReadOnlyList<BehaviourResult>> GradeWithAsync(string member, string fetch, params string[] behaviours)
    {
        var wanted = behaviours.Length == 0 ? Looked : behaviours;
        var pack = AsyncClientProof.Proof.Pack;
        var narrowed = AsyncClientProof.Proof with { Pack = pack with { Behaviours = [.. pack.Behaviours.Where(behaviour => wanted.Contains(behaviour.Id))] } };
        var source = $$"""
            using GradeBench.Contracts.AsyncClient;

            public sealed class Client(ResilientClientOptions options) : IResilientClient
            {
                {{member}}
                public long RequestCount => options.MaxConnections * 0;
                public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken token) { await Task.Yield(); {{fetch}} }
                public Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken token) => throw new NotImplementedException();
                public ValueTask DisposeAsync() => default;
            }
            """;

        var graded = await grader.GradeAsync(narrowed, [new SourceFile("Client.cs", source)]);

        Assert.True(graded.Evidence.Compile.Succeeded, string.Join(" ", graded.Evidence.Compile.Diagnostics.Select(diagnostic => diagnostic.Message)));
        Assert.Equal(wanted.Length, graded.Evidence.Behaviours.Count);
        return graded.Evidence.Behaviours;
    }
}
