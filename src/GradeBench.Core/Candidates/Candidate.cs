namespace GradeBench.Core.Candidates;

/// <summary>
/// A person who was invited. Candidates have no account: their invitation's link is their key. Their learning path is
/// stored apart (<see cref="Cohorts.LearningPath"/>) and cannot be reached from here.
/// </summary>
public sealed class Candidate
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Normalised (<see cref="NormalizeEmail"/>) and unique: one address is one person.</summary>
    public required string Email { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The zone the candidate's browser named last, for example <c>Europe/Berlin</c>; null until it did.</summary>
    public string? TimeZone { get; set; }

    /// <summary>When the person had the data erased; name and address are gone then.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>The form in which addresses are stored and compared: people write the same one in different cases.</summary>
    public static string NormalizeEmail(string email) => email.Trim().ToLowerInvariant();
}
