using System.Diagnostics;

namespace GradeBench.Analyzers.Tests;

/// <summary>The package as others use it: packed, restored out of a folder, heard in an ordinary build.</summary>
public sealed class PackageTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    // A quiet machine needs a few seconds; a busy one is no failure.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_packed_analyzers_report_in_an_ordinary_build()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-package-");
        try
        {
            var feed = Path.Combine(folder.FullName, "feed");
            await DotnetAsync(Repository.Path(), "pack", Repository.Path("src", "GradeBench.Analyzers"), "--no-build", "-c", Configuration, "-o", feed);
            var package = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
            var version = Path.GetFileNameWithoutExtension(package)["GradeBench.Analyzers.".Length..];
            Write(folder, "nuget.config", """<configuration><packageSources><clear /><add key="packed" value="feed" /></packageSources></configuration>""");
            Write(folder, "Ordinary.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>
                  <ItemGroup><PackageReference Include="GradeBench.Analyzers" Version="{version}" /></ItemGroup>
                </Project>
                """);
            Write(folder, "Ordinary.cs", "public class Ordinary\n{\n    public async void M() => await Task.Yield();\n\n    public string? N()\n    {\n        try { return File.ReadAllText(\"a\"); }\n        catch { return null; }\n    }\n}\n");

            var output = await DotnetAsync(folder.FullName, "build", "-nologo", "-p:UseSharedCompilation=false", "-nodeReuse:false");

            Assert.Contains("Ordinary.cs(3,23): warning GB0501", output, StringComparison.Ordinal);
            Assert.Contains("Ordinary.cs(8,9): warning GB0201", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(DirectoryInfo folder, string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
#pragma warning disable RS0030 // This test is about what the tools of others make of the package.
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"dotnet {arguments[0]} ended with {process.ExitCode}:\n{output}");
        return output;
    }
}
