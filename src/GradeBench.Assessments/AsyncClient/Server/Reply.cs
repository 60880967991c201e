using System.Globalization;
using System.Text;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>
/// What a <see cref="FaultyServer"/> does with one request: a list of <see cref="Step"/>s, done in order. Each fault is the
/// reply of a healthy server with a step changed or added.
/// </summary>
internal sealed record Reply(IReadOnlyList<Step> Steps)
{
    private readonly byte[] _head = [];
    private readonly byte[] _body = [];

    // In one piece: whoever has read the head finds the body there.
    private Reply(byte[] head, byte[] body)
        : this([new Step.Bytes([.. head, .. body])]) => (_head, _body) = (head, body);

    /// <summary>Never answers; the connection stays open.</summary>
    public static Reply Silence { get; } = new([new Step.Forever()]);

    /// <summary>Resets the connection without an answer.</summary>
    public static Reply Reset { get; } = new([new Step.Close(Abort: true)]);

    /// <summary>Closes the connection without an answer.</summary>
    public static Reply Hangup { get; } = new([new Step.Close(Abort: false)]);

    /// <summary>Something that is no HTTP, and then the end.</summary>
    public static Reply Malformed { get; } = new([new Step.Bytes("HTP/1.1 20O all right\r\nno colon here\r\n\r\n"u8.ToArray()), new Step.Close(Abort: false)]);

    /// <summary>Success with a text in UTF-8.</summary>
    public static Reply Ok(string text, params (string Name, string Value)[] headers) =>
        Of(200, Encoding.UTF8.GetBytes(text), [("Content-Type", "text/plain; charset=utf-8"), .. headers]);

    /// <summary>A status with a short body, as servers send them with errors.</summary>
    public static Reply Status(int status, params (string Name, string Value)[] headers) =>
        Of(status, status is 204 or 304 ? [] : Encoding.UTF8.GetBytes($"status {status}"), headers);

    /// <summary>A complete answer.</summary>
    public static Reply Of(int status, byte[] body, params (string Name, string Value)[] headers) =>
        new(Head(status, status is 204 or 304 ? null : body.Length, headers), body);

    /// <summary>An answer that does not say how long its body is, which is as many bytes as anybody reads, at most <paramref name="bytes"/>.</summary>
    public static Reply Huge(long bytes) =>
        new([new Step.Bytes(Head(200, null, [("Connection", "close")])), new Step.Filling(bytes), new Step.Close(Abort: false)]);

    /// <summary>The same answer, kept back until <see cref="FaultyServer.Release"/>.</summary>
    public Reply Held() => new([new Step.Gate(), .. Steps]);

    /// <summary>The same answer after a while, on the test's clock.</summary>
    public Reply After(TimeSpan pause) => new([new Step.Pause(pause), .. Steps]);

    /// <summary>The same answer, but the connection breaks when <paramref name="bytes"/> of the body have been sent.</summary>
    public Reply BrokenAfter(int bytes, bool abort) => new([new Step.Bytes([.. _head, .. _body[..bytes]]), new Step.Close(abort)]);

    /// <summary>The same answer, one byte of the body at a time with <paramref name="pause"/> before each, on the test's clock.</summary>
    public Reply Dripping(TimeSpan pause) =>
        new([new Step.Bytes(_head), .. _body.SelectMany(one => new Step[] { new Step.Pause(pause), new Step.Bytes([one]) })]);

    private static byte[] Head(int status, int? length, IEnumerable<(string Name, string Value)> headers)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Scripted\r\n"));
        if (length is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        foreach (var (name, value) in headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}

/// <summary>One thing a server does while it answers: exactly one of the nested cases.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Sends bytes, as fast as they are taken.</summary>
    public sealed record Bytes(byte[] Content) : Step;

    /// <summary>Sends that many bytes, whichever.</summary>
    public sealed record Filling(long Count) : Step;

    /// <summary>Waits for the test.</summary>
    public sealed record Gate : Step;

    /// <summary>Waits on the test's clock.</summary>
    public sealed record Pause(TimeSpan For) : Step;

    /// <summary>Does nothing more.</summary>
    public sealed record Forever : Step;

    /// <summary>Closes the connection.</summary>
    public sealed record Close(bool Abort) : Step;
}
