namespace GradeBench.Assessments.Tests;

public sealed class AsyncClientReferenceTests(PackGrader grader) : ReferenceProof<AsyncClientProof>(grader);

public sealed class AsyncClientRubricTests : RubricProof<AsyncClientProof>;

public sealed class AsyncClientMutantTests(MutantProof<AsyncClientProof>.Gradings gradings) : MutantProof<AsyncClientProof>(gradings);

public sealed class AsyncClientSampleTests(SampleProof<AsyncClientProof>.Gradings gradings) : SampleProof<AsyncClientProof>(gradings)
{
    [Fact]
    public async Task Its_retries_wait_for_minutes_on_a_clock_that_nobody_waits_for()
    {
        var times = (await GradedAsync("exemplary")).Times;

        Assert.True(times.Virtual > TimeSpan.FromMinutes(1), $"The clock moved by {times.Virtual} only.");
        Assert.True(times.Virtual > times.Testing, $"The tests took {times.Testing} for {times.Virtual}.");
    }
}
