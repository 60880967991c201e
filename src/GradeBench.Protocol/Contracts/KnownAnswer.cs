namespace GradeBench.Protocol;

/// <summary>
/// Delegates that answer every call with the same value, at once. They cross with their answer, so that calling one costs
/// the borrower nothing and is not seen by the lender: for thousands of calls whose number and moment do not matter.
/// </summary>
public static class KnownAnswer
{
    /// <summary>A delegate that returns <paramref name="value"/>, or a completed task of it; null when it returns nothing.</summary>
    /// <typeparam name="T">A type of delegate with up to four plain parameters.</typeparam>
    /// <exception cref="NotSupportedException">Delegates of this type cannot cross.</exception>
    public static T Of<T>(object? value) where T : Delegate
    {
        var shape = MemberShape.OfDelegate(typeof(T));
        return (T)shape.Bind(typeof(T), new Answering(shape, value));
    }

    /// <summary>The object such a delegate is bound to.</summary>
    internal sealed class Answering(MemberShape shape, object? value) : StandIn
    {
        private readonly Task<object?> _answered = Task.FromResult(value);

        public object? Value => value;

        protected override object? Call(params object?[] arguments) => shape.Return(_answered);
    }
}
