using System.Reflection;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>A loaded submission: its one class that implements the contract.</summary>
internal sealed class Submission
{
    private readonly SubmissionFile _file;
    private readonly Type _class;
    private readonly Type _contract;
    private readonly bool _keepsState;

    private Submission(SubmissionFile file, Type contract)
    {
        var assembly = SubmissionPackages.NewContext().LoadFromStream(new MemoryStream(file.Content));
        (_file, _class, _contract) = (file, FindClass(assembly, contract), contract);
        _keepsState = StaticState.IsKeptBy(assembly);
        Contract = ContractShape.Of(contract);
    }

    public ContractShape Contract { get; }

    public string ClassName => _class.FullName!;

    /// <summary>Loads the submission from its bytes. None of its code runs yet.</summary>
    /// <exception cref="ContractMissingException">It is no assembly, or has no class for the contract, or several.</exception>
    public static Submission Load(string contractName, IReadOnlyList<SubmissionFile> files)
    {
        var contract = FindContract(contractName);
        if (files is not [var file]) throw new ContractMissingException("A submission is exactly one assembly.");

        try
        {
            return new Submission(file, contract);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new ContractMissingException($"The submission's assembly cannot be loaded: {e.Message}");
        }
    }

    /// <summary>
    /// The same, but with static fields as they are in a new process. What one test left in them must not decide about the
    /// next, because which one that is depends on how many hosts there are, and so on how busy the machine is.
    /// </summary>
    public Submission Anew() => _keepsState ? new Submission(_file, _contract) : this;

    /// <exception cref="ContractMissingException">The class has no public constructor with these parameters.</exception>
    public SubmissionConstructor FindConstructor(IReadOnlyList<string> parameters)
    {
        var found = _class.GetConstructors().FirstOrDefault(c => c.GetParameters().Select(p => p.ParameterType.Name).SequenceEqual(parameters));
        return found is not null
            ? new SubmissionConstructor(found, _class.Assembly)
            : throw new ContractMissingException(
                $"{_class.Name} implements {_contract.Name} but has no public constructor with the parameters of the contract: " +
                $"public {_class.Name}({string.Join(", ", parameters)}).");
    }

    // Contracts are looked up by name in our own assemblies only; a name from outside never makes anything else load.
    private static Type FindContract(string name) =>
        Assembly.Load("GradeBench.Contracts").GetType(name) is { IsInterface: true } contract ? contract
        : name == typeof(IProbe).FullName ? typeof(IProbe)
        : throw new ContractMissingException($"This host does not know the contract {name}.");

    private static Type FindClass(Assembly assembly, Type contract)
    {
        var classes = assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && contract.IsAssignableFrom(t))
            .ToArray();
        return classes switch
        {
            [var one] => one,
            [] => throw new ContractMissingException(
                $"No public class implements {contract.FullName}. Write one: public sealed class YourName : {contract.Name}{MissedClass(assembly, contract)}"),
            _ => throw new ContractMissingException(
                $"Several public classes implement {contract.Name}: {string.Join(", ", classes.Take(5).Select(c => c.Name))}. Leave exactly one of them public."),
        };
    }

    // The likeliest reason is worth naming: the class is there, but not public.
    private static string MissedClass(Assembly assembly, Type contract) =>
        assembly.GetTypes().FirstOrDefault(t => t is { IsClass: true, IsAbstract: false } && contract.IsAssignableFrom(t)) is { } hidden
            ? $" (found {hidden.Name}, which is not public)."
            : ".";
}
