namespace GradeBench.Core.Assessments;

/// <summary>A pack with its rubric, as a worker (which knows the hidden tests too) hands it over to be published.</summary>
/// <param name="Version">The pack's own version: equal versions grade alike.</param>
/// <param name="Starter">The starter as a zip archive.</param>
public sealed record PackToPublish(
    string AssessmentId,
    string Title,
    string Version,
    string Statement,
    ReadOnlyMemory<byte> Starter,
    PublishedLimits Limits,
    IReadOnlyList<PublishedBehaviour> Behaviours,
    RubricToPublish Rubric)
{
    /// <summary>Ids of the behaviours that the starter's examples show.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public PublishedFileRules FileRules { get; init; } = PublishedFileRules.None;
}

/// <summary>A rubric that was loaded without problems.</summary>
/// <param name="Version">Version of the rules, for example <c>1.0.0</c>.</param>
/// <param name="ContentHash">SHA-256 of the text with LF line ends, in lower-case hex.</param>
/// <param name="Yaml">The rubric's text.</param>
public sealed record RubricToPublish(string Version, string ContentHash, string Yaml);
