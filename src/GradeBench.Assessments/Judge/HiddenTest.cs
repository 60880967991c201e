using Xunit.v3;

namespace GradeBench.Assessments.Judge;

/// <summary>A behaviour of a pack and the test that decides it.</summary>
/// <param name="Cases">One for a fact; several for a theory, all of which must pass.</param>
internal sealed record HiddenTest(BehaviourAttribute Behaviour, bool NeedsFreshHost, IReadOnlyList<IXunitTestCase> Cases);
