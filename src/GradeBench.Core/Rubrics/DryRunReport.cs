namespace GradeBench.Core.Rubrics;

/// <summary>Every past submission under a draft, from stored evidence.</summary>
/// <param name="Rows">All of them: those that cross the bar first, then by how far they move.</param>
/// <param name="Unreadable">Submissions whose evidence another version of GradeBench stored; they are in no other number.</param>
/// <param name="Tau">Kendall's τ-b between old and new order; null where one of them tells nobody apart.</param>
/// <param name="Dimensions">Means before and after, in the draft's order; the overall score is the last.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record DryRunReport(
    IReadOnlyList<DryRunRow> Rows, int Unreadable, double? Tau, IReadOnlyList<DryRunShift> Dimensions, double Milliseconds)
{
    public int Moved => Rows.Count(row => row.After != row.Before);

    public IEnumerable<DryRunRow> Crossing(decimal bar) => Rows.Where(row => row.Crosses(bar));
}

/// <param name="Decided">Whether somebody has decided about the attempt already.</param>
public sealed record DryRunRow(Guid SubmissionId, decimal Before, decimal After, bool Decided)
{
    public bool Crosses(decimal bar) => Before >= bar != After >= bar;
}

/// <param name="Dimension">A dimension's id, or <c>overall</c>.</param>
/// <param name="Before">Mean of the scores given; null where no rubric gave one before.</param>
public sealed record DryRunShift(string Dimension, double? Before, double After);
