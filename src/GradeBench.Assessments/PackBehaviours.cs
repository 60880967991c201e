using System.Reflection;
using GradeBench.Assessments.Judge;

namespace GradeBench.Assessments;

/// <summary>Reads what the hidden tests of a pack decide from the attributes beside them.</summary>
internal static class PackBehaviours
{
    /// <summary>The behaviours of the test classes, in the order in which classes and methods are given.</summary>
    /// <exception cref="InvalidOperationException">A test lacks the sentence for candidates, or two have the same id.</exception>
    public static IReadOnlyList<PackBehaviour> Of(IEnumerable<Type> hiddenTests)
    {
        var behaviours = hiddenTests
            .SelectMany(type => type.GetMethods().OrderBy(method => method.MetadataToken))
            .Select(method => (Method: method, Behaviour: method.GetCustomAttribute<BehaviourAttribute>()))
            .Where(test => test.Behaviour is not null)
            .Select(test => new PackBehaviour(
                test.Behaviour!.Id,
                test.Behaviour.Title,
                test.Behaviour.CandidateSentence
                    ?? throw new InvalidOperationException($"{test.Method.Name} has no sentence for candidates; give its [Behaviour] one."),
                TimeSpan.FromSeconds(test.Behaviour.LimitSeconds),
                test.Behaviour.IsLong))
            .ToList();

        var repeated = behaviours.GroupBy(behaviour => behaviour.Id).FirstOrDefault(group => group.Count() > 1);
        return repeated is null
            ? behaviours
            : throw new InvalidOperationException($"Behaviour '{repeated.Key}' is decided by more than one hidden test; every behaviour has exactly one.");
    }
}
