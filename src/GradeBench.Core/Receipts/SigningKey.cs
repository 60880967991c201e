namespace GradeBench.Core.Receipts;

/// <summary>The secret this installation signs receipts with. Made once; whoever has it can make receipts.</summary>
internal sealed class SigningKey
{
    /// <summary>There is one key, so there is one number.</summary>
    public const int OnlyId = 1;

    public required int Id { get; init; }

    /// <summary>256 random bits.</summary>
    public required byte[] Key { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
