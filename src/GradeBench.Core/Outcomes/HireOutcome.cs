using GradeBench.Core.Attempts;

namespace GradeBench.Core.Outcomes;

/// <summary>
/// What became of somebody who was decided on, as a hiring manager knew it at the time. Outcomes are only ever added: the
/// latest one of an attempt stands, and the earlier ones can still be read.
/// </summary>
public sealed class HireOutcome
{
    /// <summary>Two years; whoever starts later was hired for something else.</summary>
    public const int MostWeeks = 104;

    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    public required bool Hired { get; init; }

    /// <summary>From the decision to the first day at work, 0 to <see cref="MostWeeks"/>; null when not known or not hired.</summary>
    public int? WeeksToHire { get; init; }

    public SalaryBand? SalaryBand { get; init; }

    /// <summary>Whether the person still worked there a year after the first day; null until that is known.</summary>
    public bool? ThereAfterAYear { get; init; }

    /// <summary>Random; makes the hash in the audit trail useless to anybody who guesses what was recorded, once this row is erased.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>A user's name.</summary>
    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
