using System.Reflection;

namespace GradeBench.Assessments.Judge;

/// <summary>Implements a contract by calling an object of the submission. Public only because proxies are generated outside this assembly.</summary>
public class CandidateProxy : DispatchProxy
{
    private CandidateObject? _target;

    internal static T For<T>(CandidateObject target)
        where T : class
    {
        var proxy = Create<T, CandidateProxy>();
        ((CandidateProxy)(object)proxy)._target = target;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _target!.Call(targetMethod!, args ?? []);
}
