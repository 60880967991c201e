using System.Globalization;

namespace GradeBench.Rubrics;

/// <summary>What loading a rubric came to: the rubric, or everything that is wrong with it.</summary>
public abstract record RubricLoading
{
    private RubricLoading()
    {
    }

    public sealed record Loaded(Rubric Rubric) : RubricLoading;

    /// <param name="Problems">All problems found, in the order of their lines; at least one.</param>
    public sealed record Rejected(IReadOnlyList<RubricProblem> Problems) : RubricLoading;

    /// <summary>The rubric.</summary>
    /// <exception cref="RubricException">The rubric is wrong; the message lists every problem.</exception>
    public Rubric OrThrow() => this switch
    {
        Loaded loaded => loaded.Rubric,
        Rejected rejected => throw new RubricException(rejected.Problems),
        _ => throw new InvalidOperationException("A closed set of cases grew."),
    };
}

/// <summary>One thing that is wrong with a rubric.</summary>
/// <param name="File">Name of the rubric's file, as given to the loader.</param>
/// <param name="Line">Line in that file, from 1.</param>
/// <param name="Path">Where in the rubric, for example <c>criteria[2].weight</c>.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record RubricProblem(string File, int Line, string Path, string Message)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}");
}

/// <summary>A rubric that had to be right is wrong.</summary>
public sealed class RubricException(IReadOnlyList<RubricProblem> problems)
    : Exception("The rubric cannot be used:\n" + string.Join('\n', problems))
{
    public IReadOnlyList<RubricProblem> Problems => problems;
}

/// <summary>What a rubric may refer to. A null list is not checked.</summary>
/// <param name="Behaviours">Ids of the pack's behaviours.</param>
/// <param name="Facts">Ids of the facts the analyzers report.</param>
/// <param name="Findings">Rule ids and categories of findings.</param>
/// <param name="Measures">Ids of measures.</param>
public sealed record RubricVocabulary(
    IReadOnlyCollection<string>? Behaviours = null,
    IReadOnlyCollection<string>? Facts = null,
    IReadOnlyCollection<string>? Findings = null,
    IReadOnlyCollection<string>? Measures = null);
