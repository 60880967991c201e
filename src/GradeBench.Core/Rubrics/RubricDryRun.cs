namespace GradeBench.Core.Rubrics;

/// <summary>What a draft would have done to every past submission, as measured at one moment.</summary>
public sealed class RubricDryRun
{
    public required Guid Id { get; init; }

    public required Guid DraftId { get; init; }

    public RubricDraft Draft { get; init; } = null!;

    /// <summary>SHA-256 of the text that was tried: the result speaks for no other.</summary>
    public required string ContentHash { get; init; }

    public required decimal Bar { get; init; }

    public required string RanBy { get; init; }

    public required DateTimeOffset RanAt { get; init; }

    public required int Submissions { get; init; }

    /// <summary>How many reach the bar that did not.</summary>
    public required int Up { get; init; }

    /// <summary>How many no longer reach it.</summary>
    public required int Down { get; init; }

    /// <summary>Everything that was measured. Large: leave it out of lists.</summary>
    public required DryRunReport Report { get; init; }

    /// <summary>Whether somebody would have stood on the other side of the bar.</summary>
    public bool Flips => Up + Down > 0;
}
