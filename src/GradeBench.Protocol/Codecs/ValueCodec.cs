using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// Writes and reads the values of one type: docs/protocol.md, "Values". Written by hand over reflection, because the
/// serializer's own metadata costs a host a third of a second of compiling generic code before it can answer.
/// </summary>
public abstract class ValueCodec
{
    private static readonly ConcurrentDictionary<Type, ValueCodec> Known = new();

    /// <exception cref="NotSupportedException">Values of this type cannot cross.</exception>
    public static ValueCodec Of(Type type) => Known.TryGetValue(type, out var codec) ? codec : Known.GetOrAdd(type, Make(type));

    internal abstract void Write(Utf8JsonWriter json, object? value, Crossing crossing);

    internal abstract object? Read(JsonElement json, Crossing crossing);

    private static ValueCodec Make(Type type)
    {
        if (ScalarCodec.Find(type) is { } scalar) return scalar;
        if (type.IsEnum) return new EnumCodec(type);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return new NullableCodec(Of(underlying));
        if (type == typeof(CancellationToken)) return new TokenCodec();
        if (type == typeof(TimeProvider)) return new ClockCodec();
        if (type.IsSubclassOf(typeof(MulticastDelegate))) return new DelegateCodec(type);
        if (typeof(Exception).IsAssignableFrom(type)) return new ExceptionCodec(type);
        if (StreamCodec.Find(type) is { } stream) return stream;
        if (MapCodec.Find(type) is { } map) return map;
        if (SequenceCodec.Find(type) is { } sequence) return sequence;
        if (type.IsInterface || type.IsAbstract || type.IsPointer || type == typeof(object) || typeof(IEnumerable).IsAssignableFrom(type))
            throw new NotSupportedException($"Values of type {type.FullName} cannot cross: contracts use plain records, sequences and maps.");
        return new RecordCodec(type);
    }
}
