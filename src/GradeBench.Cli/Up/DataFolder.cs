using GradeBench.Core.Storage.Embedded;

namespace GradeBench.Cli.Up;

/// <summary>Where this installation keeps what must outlive it.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record DataFolder(string Path)
{
    private const string Variable = "GRADEBENCH_DATA";

    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>The folder asked for, else the one of this machine. The private database follows the choice.</summary>
    public static DataFolder Choose(string? wanted)
    {
        if (wanted is not null)
        {
            Environment.SetEnvironmentVariable(Variable, System.IO.Path.GetFullPath(wanted));
        }

        return new DataFolder(System.IO.Path.GetDirectoryName(EmbeddedPostgresOptions.ForThisMachine().Folder)!);
    }

    /// <exception cref="UpException">This user cannot write there.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Logs);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UpException($"The data folder {Path} cannot be written: {refused.Message} Choose another with --data.");
        }
    }
}
