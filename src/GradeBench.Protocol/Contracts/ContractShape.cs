using System.Collections.Concurrent;
using System.Reflection;

namespace GradeBench.Protocol;

/// <summary>The members of a contract interface, by name; inherited ones included. Found once per contract and process.</summary>
public sealed class ContractShape
{
    private static readonly ConcurrentDictionary<Type, ContractShape> Known = new();

    private readonly Dictionary<string, MemberShape> _byName = [];
    private readonly Dictionary<MethodInfo, MemberShape> _byMethod = [];

    private ContractShape(Type contract)
    {
        RemoteErrors.Register(contract);
        foreach (var type in (Type[])[contract, .. contract.GetInterfaces()])
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)) Add(contract, method);
        }
    }

    public IReadOnlyCollection<MemberShape> Members => _byMethod.Values;

    /// <exception cref="NotSupportedException">
    /// The contract overloads a name or has a settable property or an event: such members have no name of their own on the wire.
    /// </exception>
    public static ContractShape Of(Type contract) => Known.GetOrAdd(contract, static c => new ContractShape(c));

    public MemberShape Member(MethodInfo method) => _byMethod[method];

    public MemberShape? Find(string name) => _byName.GetValueOrDefault(name);

    private void Add(Type contract, MethodInfo method)
    {
        var name = method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name["get_".Length..] : method.Name;
        if ((method.IsSpecialName && name == method.Name) || method.IsGenericMethod)
            throw new NotSupportedException($"{contract.Name}.{method.Name} cannot cross: contracts have methods and read-only properties.");

        var member = new MemberShape(name, method);
        if (!_byName.TryAdd(name, member)) throw new NotSupportedException($"{contract.Name} has several members named {name}.");
        _byMethod.Add(method, member);
    }
}
