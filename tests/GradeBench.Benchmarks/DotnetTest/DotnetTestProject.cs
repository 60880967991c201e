namespace GradeBench.Benchmarks;

/// <summary>
/// The same submission and the same tests as an ordinary xunit project, in a folder of its own: the hidden tests' own
/// sources, with the judge replaced by a direct call.
/// </summary>
internal sealed class DotnetTestProject : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <LangVersion>14.0</LangVersion>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <OutputType>Exe</OutputType>
            <UseMicrosoftTestingPlatformRunner>true</UseMicrosoftTestingPlatformRunner>
            <TestingPlatformDotnetTestSupport>true</TestingPlatformDotnetTestSupport>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            <Using Include="Xunit" />
          </ItemGroup>
        </Project>
        """;

    // The one setting of the pack that its tests read; here nobody limits the cores.
    private const string PackLimits = """
        namespace GradeBench.Assessments.TaskRunner;

        internal static class TaskRunnerPack
        {
            public static class Limits
            {
                public static int Cores => System.Environment.ProcessorCount;
            }
        }
        """;

    // What the hidden tests share for waiting works with any candidate, this one in process included.
    private static readonly string[] SharedWaits = ["CandidateWaits.cs", "Rest.cs"];

    private const string GlobalJson = """{ "test": { "runner": "Microsoft.Testing.Platform" } }""";

    private DotnetTestProject(string folder) => Folder = folder;

    public string Folder { get; }

    public static DotnetTestProject Create()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-bench-").FullName;
        File.WriteAllText(Path.Combine(folder, "Submission.Tests.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "global.json"), GlobalJson);
        CopySources(Sample.Folder, Path.Combine(folder, "submission"));
        CopySources(Checkout.At("src", "GradeBench.Contracts", "TaskRunner"), Path.Combine(folder, "contract"));
        CopySources(Checkout.At("src", "GradeBench.Assessments", "TaskRunner", "HiddenTests"), Path.Combine(folder, "tests"));
        foreach (var shared in SharedWaits)
            File.Copy(Checkout.At("src", "GradeBench.Assessments", "Judge", shared), Path.Combine(folder, "tests", shared));

        using var judge = typeof(DotnetTestProject).Assembly.GetManifestResourceStream("InProcessCandidate.cs")!;
        using var copy = File.Create(Path.Combine(folder, "tests", "InProcessCandidate.cs"));
        judge.CopyTo(copy);
        File.WriteAllText(Path.Combine(folder, "tests", "TaskRunnerPack.cs"), PackLimits);
        return new DotnetTestProject(folder);
    }

    /// <summary>Changes one line of the submission, as the next submission would: nothing built before can be used again.</summary>
    public void Edit(int round)
    {
        var file = Directory.GetFiles(Path.Combine(Folder, "submission"), "*.cs").Order(StringComparer.Ordinal).First();
        File.AppendAllText(file, $"// Round {round}.\n");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void CopySources(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*.cs", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
