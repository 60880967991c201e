using System.Text;
using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What is made of an answer that succeeds.</summary>
public sealed class ResponseTests(Candidate<IResilientClient> candidate)
{
    private readonly string _text = $"text {candidate.Seed % 99991}";

    [Fact, Behaviour("responses.success", "Returns status and body of a success",
        CandidateSentence = "An answer that succeeded was not returned with its status and its body.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_success_is_returned()
    {
        var server = await candidate.ServerAsync(request => Reply.Of(request.Path == "/made" ? 201 : 200, Encoding.UTF8.GetBytes($"{_text} at {request.Path}")));
        var client = await candidate.ClientAsync();

        var found = await candidate.ResultAsync(client.FetchAsync(server.Get("/found")));
        var made = await candidate.ResultAsync(client.FetchAsync(server.Get("/made")));

        Assert.Equal([(200, $"{_text} at /found"), (201, $"{_text} at /made")], [(found.StatusCode, found.Body), (made.StatusCode, made.Body)]);
        Assert.Equal(2, server.RequestCount);
    }

    [Fact, Behaviour("responses.headers", "Returns all headers of a success",
        CandidateSentence = "Headers of the answer were missing, or several values of one name were not joined.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Headers_are_returned()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x", ("Content-Language", "cy"), ("X-Trace", _text), ("X-Part", "a"), ("X-Part", "b")));
        var client = await candidate.ClientAsync();

        var response = await candidate.ResultAsync(client.FetchAsync(server.Get()));

        var headers = new Dictionary<string, string>(response.Headers, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            ("text/plain; charset=utf-8", "cy", _text, "a, b"),
            (headers.GetValueOrDefault("Content-Type"), headers.GetValueOrDefault("Content-Language"), headers.GetValueOrDefault("X-Trace"), headers.GetValueOrDefault("X-Part")));
    }

    [Fact, Behaviour("responses.charset", "Reads a body in the character set it names",
        CandidateSentence = "A body in another character set, which its headers named, came out wrong.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task The_named_character_set_is_used()
    {
        var text = $"café Ærøskøbing {_text}";
        var server = await candidate.ServerAsync(request => request.Path == "/latin"
            ? Reply.Of(200, Encoding.Latin1.GetBytes(text), ("Content-Type", "text/plain; charset=iso-8859-1"))
            : Reply.Of(200, Encoding.Unicode.GetBytes(text), ("Content-Type", "text/plain; charset=\"utf-16\"")));
        var client = await candidate.ClientAsync();

        Assert.Equal(text, (await candidate.ResultAsync(client.FetchAsync(server.Get("/latin")))).Body);
        Assert.Equal(text, (await candidate.ResultAsync(client.FetchAsync(server.Get("/wide")))).Body);
    }

    [Fact, Behaviour("responses.utf-eight", "Reads a body as UTF-eight when it names no character set",
        CandidateSentence = "A body with letters beyond ASCII that named no character set came out wrong, or with a byte order mark.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Without_a_character_set_it_is_utf_8()
    {
        var text = $"日本語 ☃ {char.ConvertFromUtf32(0x1F980)} {_text}";
        var server = await candidate.ServerAsync(request => request.Path == "/plain"
            ? Reply.Of(200, Encoding.UTF8.GetBytes(text))
            : Reply.Of(200, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], ("Content-Type", "application/json")));
        var client = await candidate.ClientAsync();

        Assert.Equal(text, (await candidate.ResultAsync(client.FetchAsync(server.Get("/plain")))).Body);
        Assert.Equal(text, (await candidate.ResultAsync(client.FetchAsync(server.Get("/marked")))).Body);
    }

    [Fact, Behaviour("responses.empty", "Returns an answer without a body",
        CandidateSentence = "An answer that succeeded and had no body was not returned with an empty one.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task An_empty_body_is_empty()
    {
        var server = await candidate.ServerAsync(Reply.Status(204), Reply.Of(200, []));
        var client = await candidate.ClientAsync();

        var none = await candidate.ResultAsync(client.FetchAsync(server.Get()));
        var empty = await candidate.ResultAsync(client.FetchAsync(server.Get()));

        Assert.Equal([(204, ""), (200, "")], [(none.StatusCode, none.Body), (empty.StatusCode, empty.Body)]);
    }

    [Fact, Behaviour("responses.longest", "Accepts a body of the greatest length and no longer one",
        CandidateSentence = "A body of exactly the greatest length was refused, or one that was a byte longer was accepted.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task The_limit_is_exact()
    {
        const int most = 3000;
        var server = await candidate.ServerAsync(request => Reply.Of(200, Encoding.ASCII.GetBytes(new string('a', request.Path == "/fits" ? most : most + 1))));
        var client = await candidate.ClientAsync(maxBodyBytes: most);

        Assert.Equal(most, (await candidate.ResultAsync(client.FetchAsync(server.Get("/fits")))).Body.Length);
        await candidate.FailureAsync(client.FetchAsync(server.Get("/longer")));
        Assert.Equal(2, server.RequestCount);
    }

    [Fact, Behaviour("responses.huge", "Stops reading a body that is too long",
        CandidateSentence = "A body that was far too long was read on, or fetched again, or not refused.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_huge_body_is_not_read_to_its_end()
    {
        const int huge = 12 * 1024 * 1024;
        var server = await candidate.ServerAsync(Reply.Huge(huge));
        var client = await candidate.ClientAsync(maxBodyBytes: 64 * 1024);

        await candidate.FailureAsync(client.FetchAsync(server.Get()));

        await candidate.UntilAsync(() => server.OpenConnections == 0, () => "The connection of the body that was too long stayed open.");
        Assert.True(server.BytesSent < huge, "Expected the body not to be read to its end; received all of it.");
        Assert.Equal(1, server.RequestCount);
    }
}
