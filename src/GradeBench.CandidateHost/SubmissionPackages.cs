using System.Reflection;
using System.Runtime.Loader;

namespace GradeBench.CandidateHost;

/// <summary>
/// The packages that assessments may allow lie in a folder of their own beside this host, where nothing but a submission
/// that names one finds them. The compiler decides who may: here any of them is only code that a submission could as well
/// have brought along.
/// </summary>
internal static class SubmissionPackages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "packages");

    /// <summary>A context for a submission, which falls back on the packages for what the host does not have.</summary>
    public static AssemblyLoadContext NewContext()
    {
        var context = new AssemblyLoadContext("submission");
        context.Resolving += Find;
        return context;
    }

    private static Assembly? Find(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Path.GetFileName(simple) == simple && Path.Combine(Folder, $"{simple}.dll") is var file && File.Exists(file)
            ? context.LoadFromAssemblyPath(file)
            : null;
}
