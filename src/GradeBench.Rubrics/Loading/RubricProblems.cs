namespace GradeBench.Rubrics;

/// <summary>Collects what is wrong with one rubric file.</summary>
internal sealed class RubricProblems(string file)
{
    private readonly List<RubricProblem> _problems = [];

    public bool Any => _problems.Count > 0;

    public void Add(int line, string path, string message) => _problems.Add(new RubricProblem(file, line, path, message));

    // Sorting is stable, so problems of one line stay in the order they were found.
    public IReadOnlyList<RubricProblem> InOrder() => [.. _problems.OrderBy(p => p.Line)];
}
