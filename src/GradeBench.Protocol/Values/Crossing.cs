using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>The connection a value crosses, and what owns the references it lends or borrows.</summary>
internal sealed record Crossing(Peer Peer, ReferenceScope Scope)
{
    [ThreadStatic]
    private static List<Action>? t_afterFrame;

    /// <summary>Does something when the frame being written has its place in the order: not before, or it could overtake it.</summary>
    public static void AfterFrame(Action action) => (t_afterFrame ??= []).Add(action);

    /// <summary>Makes a frame; <paramref name="afterFrame"/> is to be done once it is enqueued.</summary>
    public static ReadOnlyMemory<byte> Compose(Action<Utf8JsonWriter> members, out IReadOnlyList<Action> afterFrame)
    {
        // Writing may run code of the submission, which may send frames of its own: hence restored, not cleared.
        var outer = t_afterFrame;
        t_afterFrame = null;
        try
        {
            var frame = FrameWriter.Compose(members);
            afterFrame = t_afterFrame ?? [];
            return frame;
        }
        finally
        {
            t_afterFrame = outer;
        }
    }

    /// <exception cref="JsonException">The value does not have the type's shape.</exception>
    public object? Read(JsonElement json, ValueCodec codec)
    {
        try
        {
            return codec.Read(json, this);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            // The constructor of a contract's record, or the JSON reader, refused what it was given.
            throw new JsonException(e.Message, e);
        }
    }
}
