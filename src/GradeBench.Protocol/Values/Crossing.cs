using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Protocol;

/// <summary>
/// Values on their way through the boundary. Converters are shared by all connections, because the serializer's metadata
/// is too costly to build for each; the connection a value crosses is therefore the calling thread's while it is written
/// or read, which is never asynchronous.
/// </summary>
internal sealed class Crossing
{
    [ThreadStatic]
    private static Crossing? t_current;

    [ThreadStatic]
    private static List<Action>? t_afterFrame;

    private Crossing(Peer peer, ReferenceScope scope)
    {
        Peer = peer;
        Scope = scope;
    }

    /// <exception cref="NotSupportedException">A value that crosses by reference is serialized outside any connection.</exception>
    public static Crossing Current =>
        t_current ?? throw new NotSupportedException("Values that cross by reference need a connection to cross.");

    public Peer Peer { get; }

    /// <summary>Owns the references lent or borrowed in this crossing.</summary>
    public ReferenceScope Scope { get; }

    /// <summary>Does something when the frame being written has its place in the order: not before, or it could overtake it.</summary>
    public static void AfterFrame(Action action) => (t_afterFrame ??= []).Add(action);

    /// <summary>Makes a frame; <paramref name="afterFrame"/> is to be done once it is enqueued.</summary>
    public static ReadOnlyMemory<byte> Compose(Action<Utf8JsonWriter> members, out IReadOnlyList<Action> afterFrame)
    {
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

    public static void Write(Utf8JsonWriter json, object? value, JsonTypeInfo type, Peer peer, ReferenceScope scope)
    {
        // Writing may run code of the submission, which may cross the boundary itself: hence restored, not cleared.
        var outer = t_current;
        t_current = new Crossing(peer, scope);
        try
        {
            JsonSerializer.Serialize(json, value, type);
        }
        finally
        {
            t_current = outer;
        }
    }

    /// <exception cref="JsonException">The value does not have the type's shape.</exception>
    public static object? Read(JsonElement json, JsonTypeInfo type, Peer peer, ReferenceScope scope)
    {
        var outer = t_current;
        t_current = new Crossing(peer, scope);
        try
        {
            return json.Deserialize(type);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            // The constructor of a contract's record, or a converter, refused what it was given.
            throw new JsonException(e.Message, e);
        }
        finally
        {
            t_current = outer;
        }
    }
}
