using System.Reflection;

namespace GradeBench.Protocol;

/// <summary>Stands in for a delegate of the other end: calling it calls there.</summary>
internal sealed class BorrowedDelegate(MemberShape shape, Peer peer, ulong id, ReferenceScope owner)
{
    private static readonly MethodInfo[] Functions = Methods(nameof(Func0));
    private static readonly MethodInfo[] Actions = Methods(nameof(Action0));

    /// <exception cref="NotSupportedException">The delegate has more than four parameters, or some by reference.</exception>
    public static Delegate Create(Type type, MemberShape shape, Peer peer, ulong id, ReferenceScope owner)
    {
        var parameters = shape.Method.GetParameters();
        if (parameters.Length >= Functions.Length || parameters.Any(p => p.ParameterType.IsByRef))
            throw new NotSupportedException($"{type.Name} cannot cross: delegates with up to {Functions.Length - 1} plain parameters do.");

        var returns = shape.Method.ReturnType;
        Type[] arguments = [.. parameters.Select(p => p.ParameterType), .. returns == typeof(void) ? Type.EmptyTypes : [returns]];
        var method = (returns == typeof(void) ? Actions : Functions)[parameters.Length];
        return Delegate.CreateDelegate(type, new BorrowedDelegate(shape, peer, id, owner), arguments.Length == 0 ? method : method.MakeGenericMethod(arguments));
    }

    private TR Func0<TR>() => (TR)Call()!;

    private TR Func1<T1, TR>(T1 a) => (TR)Call(a)!;

    private TR Func2<T1, T2, TR>(T1 a, T2 b) => (TR)Call(a, b)!;

    private TR Func3<T1, T2, T3, TR>(T1 a, T2 b, T3 c) => (TR)Call(a, b, c)!;

    private TR Func4<T1, T2, T3, T4, TR>(T1 a, T2 b, T3 c, T4 d) => (TR)Call(a, b, c, d)!;

    private void Action0() => Call();

    private void Action1<T1>(T1 a) => Call(a);

    private void Action2<T1, T2>(T1 a, T2 b) => Call(a, b);

    private void Action3<T1, T2, T3>(T1 a, T2 b, T3 c) => Call(a, b, c);

    private void Action4<T1, T2, T3, T4>(T1 a, T2 b, T3 c, T4 d) => Call(a, b, c, d);

    private object? Call(params object?[] arguments) => shape.Return(CallAsync(arguments));

    private async Task<object?> CallAsync(object?[] arguments)
    {
        // What the arguments lend (the callee's token) ends with this call; what comes back belongs to the delegate's owner.
        using var lent = new ReferenceScope();
        return await peer.RequestAsync("invoke", json =>
        {
            json.WriteString("delegate", MessageId.Format(id));
            json.WritePropertyName("arguments");
            shape.Parameters.Write(json, arguments, peer, lent);
        }, owner, shape.Result).ConfigureAwait(false);
    }

    private static MethodInfo[] Methods(string first) =>
        [.. Enumerable.Range(0, 5).Select(n => typeof(BorrowedDelegate).GetMethod($"{first[..^1]}{n}", BindingFlags.NonPublic | BindingFlags.Instance)!)];
}
