
namespace GradeBench.Protocol;

/// <summary>How a declared return type turns into a later value and back: nothing, a value, or a task of either.</summary>
internal abstract class ReturnShape
{
    public abstract ValueCodec? Result { get; }

    public abstract ValueTask<object?> AwaitAsync(object? returned);

    public abstract object? Return(Task<object?> later);

    public static ReturnShape Of(Type type)
    {
        if (type == typeof(void)) return new Nothing();
        if (type == typeof(Task)) return new PlainTask();
        if (type == typeof(ValueTask)) return new PlainValueTask();

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var (shape, value) = definition == typeof(Task<>) ? (typeof(TaskOf<>), type.GetGenericArguments()[0])
            : definition == typeof(ValueTask<>) ? (typeof(ValueTaskOf<>), type.GetGenericArguments()[0])
            : (typeof(Value<>), type);
        return (ReturnShape)Activator.CreateInstance(shape.MakeGenericType(value))!;
    }

    private sealed class Nothing : ReturnShape
    {
        public override ValueCodec? Result => null;

        public override ValueTask<object?> AwaitAsync(object? returned) => default;

        public override object? Return(Task<object?> later) => later.GetAwaiter().GetResult();
    }

    private sealed class PlainTask : ReturnShape
    {
        public override ValueCodec? Result => null;

        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await ((Task)returned!).ConfigureAwait(false);
            return null;
        }

        public override object Return(Task<object?> later) => Later(later);

        // An async method of its own, so that a cancelled call ends as a cancelled task and not as a faulted one.
        private static async Task Later(Task<object?> later) => await later.ConfigureAwait(false);
    }

    private sealed class PlainValueTask : ReturnShape
    {
        public override ValueCodec? Result => null;

        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await ((ValueTask)returned!).ConfigureAwait(false);
            return null;
        }

        public override object Return(Task<object?> later) => new ValueTask(Later(later));

        private static async Task Later(Task<object?> later) => await later.ConfigureAwait(false);
    }

    private sealed class TaskOf<T> : ReturnShape
    {
        public override ValueCodec Result { get; } = ValueCodec.Of(typeof(T));

        public override async ValueTask<object?> AwaitAsync(object? returned) => await ((Task<T>)returned!).ConfigureAwait(false);

        public override object Return(Task<object?> later) => Later(later);

        private static async Task<T> Later(Task<object?> later) => (T)(await later.ConfigureAwait(false))!;
    }

    private sealed class ValueTaskOf<T> : ReturnShape
    {
        public override ValueCodec Result { get; } = ValueCodec.Of(typeof(T));

        public override async ValueTask<object?> AwaitAsync(object? returned) => await ((ValueTask<T>)returned!).ConfigureAwait(false);

        public override object Return(Task<object?> later) => new ValueTask<T>(Later(later));

        private static async Task<T> Later(Task<object?> later) => (T)(await later.ConfigureAwait(false))!;
    }

    private sealed class Value<T> : ReturnShape
    {
        public override ValueCodec Result { get; } = ValueCodec.Of(typeof(T));

        public override ValueTask<object?> AwaitAsync(object? returned) => new(returned);

        public override object? Return(Task<object?> later) => later.GetAwaiter().GetResult();
    }
}
