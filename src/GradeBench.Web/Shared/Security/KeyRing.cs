using GradeBench.Core.Storage.Embedded;
using Microsoft.AspNetCore.DataProtection;

namespace GradeBench.Web.Shared.Security;

/// <summary>
/// The keys that sessions, forms and the secrets of authenticator apps are protected with: files, because in the database they
/// would lie beside what they protect (ADR 0047). Web programs that share a database share them, too.
/// </summary>
internal static class KeyRing
{
    /// <summary>The setting that names their folder; by default it is <c>keys</c> beside this machine's database.</summary>
    public const string FolderSetting = "Keys:Folder";

    public static void AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = configuration[FolderSetting] is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(Path.GetDirectoryName(EmbeddedPostgresOptions.ForThisMachine().Folder)!, "keys");
        services.AddDataProtection().SetApplicationName("GradeBench").PersistKeysToFileSystem(Made(folder));
    }

    // Without a place that lasts, everybody's second step would be lost at the next start. So it is no start at all.
    private static DirectoryInfo Made(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The folder {folder} for keys cannot be made: {refused.Message} Set {FolderSetting} to one that lasts and that only this program's user can read.", refused);
        }
    }
}
