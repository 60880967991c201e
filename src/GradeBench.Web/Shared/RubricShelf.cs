using System.Collections.Concurrent;
using GradeBench.Core.Rubrics;
using GradeBench.Rubrics;

namespace GradeBench.Web.Shared;

/// <summary>Published rubrics, each read once: a version never changes.</summary>
internal sealed class RubricShelf
{
    private readonly ConcurrentDictionary<string, Rubric> _byHash = new(StringComparer.Ordinal);

    public Rubric Of(RubricVersion version) =>
        _byHash.GetOrAdd(version.ContentHash, _ => RubricLoader.Load(version.Yaml, $"{version.AssessmentId} {version.Version}").OrThrow());
}
