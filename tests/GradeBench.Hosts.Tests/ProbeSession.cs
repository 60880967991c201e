using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

namespace GradeBench.Hosts.Tests;

/// <summary>A session on a plain host with a submission for <see cref="IProbe"/> loaded.</summary>
internal sealed class ProbeSession(CandidateSession session) : IAsyncDisposable
{
    public CandidateSession Session { get; } = session;

    public VirtualClock Clock { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ProbeSession> StartAsync(string members = "") =>
        new(await CandidateSession.StartAsync(PlainHost.Start(), CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe(members)), Cancellation));

    public async Task<IProbe> CreateAsync(int number = 0) => (await CreateObjectAsync(number)).As<IProbe>();

    public Task<CandidateObject> CreateObjectAsync(int number = 0) =>
        Session.CreateAsync(typeof(IProbe), [new ProbeOptions { Number = number, Clock = Clock }], Cancellation);

    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
