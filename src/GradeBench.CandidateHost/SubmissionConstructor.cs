using System.Reflection;
using System.Text.Json;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>A constructor of the submission's class.</summary>
internal sealed class SubmissionConstructor
{
    private readonly ConstructorInfo _constructor;
    private readonly ValueList _parameters;

    /// <exception cref="ContractMissingException">A parameter is the submission's own type of the right name.</exception>
    public SubmissionConstructor(ConstructorInfo constructor, Assembly submission)
    {
        var types = constructor.GetParameters().Select(p => p.ParameterType).ToArray();

        // Reading a value of such a type would run the submission's code where only ours may run.
        if (types.FirstOrDefault(t => t.Assembly == submission) is { } own)
            throw new ContractMissingException($"{own.FullName} is a type of the submission; use the contract's {own.Name}.");

        _constructor = constructor;
        _parameters = new ValueList(types);
    }

    /// <exception cref="JsonException">The values do not fit the parameters.</exception>
    public object?[] ReadArguments(JsonElement arguments, Peer peer, ReferenceScope scope) => _parameters.Read(arguments, peer, scope);

    /// <summary>Makes the object; what its constructor throws comes out unwrapped.</summary>
    public object Invoke(object?[] arguments) =>
        _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
