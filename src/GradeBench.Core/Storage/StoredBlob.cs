namespace GradeBench.Core.Storage;

/// <summary>Bytes kept under the hash of their content: an uploaded submission or a starter.</summary>
public sealed class StoredBlob
{
    /// <summary>SHA-256 of <see cref="Bytes"/>, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required byte[] Bytes { get; init; }

    public required DateTimeOffset StoredAt { get; init; }
}
