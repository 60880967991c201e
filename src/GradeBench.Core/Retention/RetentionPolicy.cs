namespace GradeBench.Core.Retention;

/// <summary>
/// How long what is kept about candidates is kept. Nothing is deleted before an administrator has put a policy in force: an
/// update of the program must not delete what nobody looked at.
/// </summary>
internal sealed class RetentionPolicy
{
    /// <summary>There is one policy, so there is one number.</summary>
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public int? FilesDays { get; set; }

    public int? OutputDays { get; set; }

    public int? PersonDays { get; set; }

    /// <summary>The user's name.</summary>
    public required string SetBy { get; set; }

    public required DateTimeOffset SetAt { get; set; }
}

/// <summary>Days after which each kind of data goes; null keeps it.</summary>
/// <param name="Files">Uploads and what quotes them, counted from the sitting's deadline.</param>
/// <param name="Output">What submissions and the compiler printed, and tries, counted from the sitting's deadline.</param>
/// <param name="Person">Name, address and every text by or about a person, counted from the last contact. Takes the other two along.</param>
public sealed record RetentionTerms(int? Files, int? Output, int? Person)
{
    /// <summary>Shorter would take from candidates what they can still ask about.</summary>
    public const int Fewest = 30;

    /// <summary>Ten years.</summary>
    public const int Most = 3_650;

    /// <summary>
    /// Two years after the last contact for people and their files, which French guidance names as the longest for applicants;
    /// one year for output, which is as long as American rules want results of tests kept.
    /// </summary>
    public static RetentionTerms Suggested { get; } = new(Files: 730, Output: 365, Person: 730);

    /// <summary>Why these terms cannot be put in force; null when they can.</summary>
    public string? Problem() =>
        new[] { Files, Output, Person }.Any(days => days is < Fewest or > Most) ? $"Give from {Fewest} to {Most} days, or leave a field empty to keep that kind of data."
        : Person is { } person && (Files > person || Output > person) ? "Files and output go with the person at the latest: give them no more days than the person."
        : null;
}

/// <summary>The terms in force, and who put them there.</summary>
public sealed record RetentionInForce(RetentionTerms Terms, string SetBy, DateTimeOffset SetAt);
