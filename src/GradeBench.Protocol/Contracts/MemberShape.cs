using System.Collections.Concurrent;
using System.Reflection;

namespace GradeBench.Protocol;

/// <summary>
/// How one member of a contract, or one type of delegate, is called: its parameters, what it returns, and how both
/// cross. Found by reflection once per member and process.
/// </summary>
public sealed class MemberShape
{
    private static readonly ConcurrentDictionary<Type, MemberShape> Delegates = new();

    private readonly ReturnShape _return;
    private readonly MethodInvoker _invoker;
    private Func<StandIn, Delegate>? _binder;

    internal MemberShape(string name, MethodInfo method)
    {
        Name = name;
        Method = method;
        Parameters = new ValueList([.. method.GetParameters().Select(p => p.ParameterType)]);
        _return = ReturnShape.Of(method.ReturnType);
        _invoker = MethodInvoker.Create(method);
    }

    /// <summary>The member's name on the wire: of a method or of a property.</summary>
    public string Name { get; }

    public MethodInfo Method { get; }

    public ValueList Parameters { get; }

    /// <summary>The type of the value it yields in the end; null when there is none.</summary>
    public ValueCodec? Result => _return.Result;

    internal static MemberShape OfDelegate(Type type) =>
        Delegates.GetOrAdd(type, static t => new MemberShape(t.Name, t.GetMethod("Invoke")!));

    /// <summary>A delegate of the type this is the shape of, bound to <paramref name="target"/>.</summary>
    /// <exception cref="NotSupportedException">Delegates of this type cannot cross.</exception>
    internal Delegate Bind(Type type, StandIn target) => (_binder ??= StandIn.BinderFor(type))(target);

    /// <summary>Calls it on <paramref name="target"/>; what it throws comes out unwrapped.</summary>
    public object? Invoke(object target, object?[] arguments) => _invoker.Invoke(target, arguments.AsSpan());

    /// <summary>The value in the end, after the returned task if there is one.</summary>
    public ValueTask<object?> AwaitAsync(object? returned) => _return.AwaitAsync(returned);

    /// <summary>What a caller of this member gets when the value comes later; blocks if the member is synchronous.</summary>
    public object? Return(Task<object?> later) => _return.Return(later);
}
