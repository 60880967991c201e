using System.Reflection;

namespace GradeBench.Protocol;

/// <summary>What a delegate made here is bound to: one object for every type of delegate, asked with the arguments it was called with.</summary>
internal abstract class StandIn
{
    private const int MostParameters = 4;

    private static readonly MethodInfo[] Functions = Methods(nameof(Func0));
    private static readonly MethodInfo[] Actions = Methods(nameof(Action0));
    private static readonly MethodInfo OneArgument = typeof(StandIn).GetMethod(nameof(BindFunc1), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What makes delegates of <paramref name="type"/>.</summary>
    /// <exception cref="NotSupportedException">The delegate has more than four parameters, or some by reference.</exception>
    public static Func<StandIn, Delegate> BinderFor(Type type)
    {
        // Work that comes by the thousand has this type. Binding by reflection takes microseconds each; a method of the
        // very type takes none, and one more of them to compile for every other type would cost more than it saves.
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Func<,>))
            return OneArgument.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<StandIn, Delegate>>();

        var method = MethodFor(type.GetMethod("Invoke")!);
        return target => Delegate.CreateDelegate(type, target, method);
    }

    private static Func<T, TResult> BindFunc1<T, TResult>(StandIn target) => target.Func1<T, TResult>;

    private static MethodInfo MethodFor(MethodInfo invoke)
    {
        var parameters = invoke.GetParameters();
        if (parameters.Length > MostParameters || parameters.Any(p => p.ParameterType.IsByRef))
            throw new NotSupportedException($"{invoke.DeclaringType!.Name} cannot cross: delegates with up to {MostParameters} plain parameters do.");

        var returns = invoke.ReturnType;
        Type[] arguments = [.. parameters.Select(p => p.ParameterType), .. returns == typeof(void) ? Type.EmptyTypes : [returns]];
        var method = (returns == typeof(void) ? Actions : Functions)[parameters.Length];
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }

    /// <summary>What the delegate returns for these arguments, as its declared type.</summary>
    protected abstract object? Call(params object?[] arguments);

    private static MethodInfo[] Methods(string first)
    {
        var methods = new MethodInfo[MostParameters + 1];
        for (var n = 0; n < methods.Length; n++) methods[n] = typeof(StandIn).GetMethod($"{first[..^1]}{n}", BindingFlags.NonPublic | BindingFlags.Instance)!;
        return methods;
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
}
