using System.Xml.Linq;

namespace GradeBench.Architecture.Tests;

/// <summary>The project graph is a decision (docs/architecture.md), so adding an arrow is a visible act: change it here too.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Analyzers"] = [],
        ["Protocol"] = [],
        ["Sandbox"] = [],
        ["SandboxProbe"] = [],
        ["Rubrics"] = [],
        ["Cohorts"] = [],
        ["CandidateHost"] = ["Contracts", "Protocol"],
        ["CompilerHost"] = ["Analyzers", "Protocol"],
        ["Assessments"] = ["Contracts", "Protocol"],
        ["Grading"] = ["Assessments", "Protocol", "Rubrics", "Sandbox"],
        ["Core"] = ["Cohorts", "Rubrics"],
        ["Jobs.Quartz"] = ["Core"],
        ["Jobs.Hangfire"] = ["Core"],
        ["Web"] = ["Core", "Jobs.$(JobEngine)"],
        ["Worker"] = ["Core", "Grading", "Jobs.$(JobEngine)"],
        ["Cli"] = ["Core", "Grading"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.Path("src")).Select(d => Path.GetFileName(d)["GradeBench.".Length..])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_exactly_what_the_architecture_says(string project)
    {
        var file = XDocument.Load(Repository.Path("src", $"GradeBench.{project}", $"GradeBench.{project}.csproj"));

        var references = file.Descendants("ProjectReference")
            .Where(r => r.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Split('/')[^1])["GradeBench.".Length..])
            .Order(StringComparer.Ordinal);

        Assert.Equal(Allowed[project].Order(StringComparer.Ordinal), references);
    }
}
