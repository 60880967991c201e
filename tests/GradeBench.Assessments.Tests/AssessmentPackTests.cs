using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GradeBench.Assessments.Tests;

public sealed partial class AssessmentPackTests
{
    public static TheoryData<string> Packs => [.. AssessmentPacks.All.Select(pack => pack.Id)];

    [Theory, MemberData(nameof(Packs))]
    public void A_starter_holds_readme_contract_answer_and_tests(string id)
    {
        using var archive = Open(id);

        var files = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.Contains($"{id}/README.md", files);
        Assert.Contains($"{id}/nuget.config", files);
        Assert.Contains($"{id}/src/Solution.cs", files);
        Assert.Contains(files, file => file.StartsWith($"{id}/contract/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith($"{id}/tests/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Packs))]
    public void A_starter_is_the_same_bytes_every_time(string id)
    {
        using var archive = Open(id);

        Assert.Equal(archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal), archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.All(archive.Entries, entry => Assert.DoesNotContain("\r", Text(entry), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Packs))]
    public void The_contract_in_the_starter_is_the_contract_submissions_are_compiled_against(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        using var archive = Open(id);

        var files = archive.Entries.Where(entry => pack.GradedFiles.ContractFiles.Contains(entry.Name)).ToList();
        var sources = Directory.GetFiles(Repository.Path("src", "GradeBench.Contracts", pack.Contract.Namespace!.Split('.')[^1]), "*.cs");

        Assert.Equal(sources.Select(Path.GetFileName).Order(StringComparer.Ordinal), files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(File.ReadAllText(sources.Single(source => Path.GetFileName(source) == file.Name)), Text(file), ignoreLineEndingDifferences: true));
    }

    [Theory, MemberData(nameof(Packs))]
    public void A_statement_names_the_packages_that_are_allowed_in_the_version_that_is_at_hand(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        var known = XDocument.Load(Repository.Path("src", "SubmissionPackages.props")).Descendants("SubmissionPackage")
            .Where(package => package.Attribute("Version") is not null)
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

        Assert.All(pack.Packages, package => Assert.Contains($"{package} {known[package]}.", pack.Statement, StringComparison.Ordinal));
        Assert.All(pack.Packages, package => Assert.Contains($"`dotnet add src package {package} --version {known[package]}`", pack.Statement, StringComparison.Ordinal));
        Assert.All(known.Keys.Except(pack.Packages), package => Assert.DoesNotContain(package, pack.Statement, StringComparison.Ordinal));
        Assert.Equal(pack.Packages.Count == 0, pack.Statement.Contains("no packages", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Packs))]
    public void A_version_is_twelve_hexadecimal_digits(string id) => Assert.Matches("^[0-9a-f]{12}$", AssessmentPacks.Find(id)!.Version);

    [Theory, MemberData(nameof(Packs))]
    public void A_pack_looks_at_eighteen_behaviours_or_more(string id) => Assert.True(AssessmentPacks.Find(id)!.Behaviours.Count >= 18);

    [Theory, MemberData(nameof(Packs))]
    public void What_a_candidate_reads_gives_no_test_input_seed_or_path_away(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        var secrets = pack.HiddenTests
            .SelectMany(type => type.GetMethods().Select(method => method.Name).Append(type.Name))
            .Where(name => name.Contains('_', StringComparison.Ordinal) || name.EndsWith("Tests", StringComparison.Ordinal))
            .SelectMany(name => new[] { name, name.Replace('_', ' ') })
            .ToList();

        Assert.All(pack.Behaviours, behaviour =>
        {
            var shown = $"{behaviour.Id} {behaviour.Title} {behaviour.CandidateSentence}";

            Assert.DoesNotMatch(Digit(), shown);
            Assert.DoesNotContain("/", shown, StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase));
            Assert.EndsWith(".", behaviour.CandidateSentence, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(Packs))]
    public void Neither_statement_nor_starter_names_a_hidden_test(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        using var archive = Open(id);
        var given = archive.Entries.Select(Text).Append(pack.Statement).ToList();

        var names = pack.HiddenTests.SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type).Select(method => method.Name));

        Assert.All(names, name => Assert.All(given, text => Assert.DoesNotContain(name, text, StringComparison.Ordinal)));
    }

    private static ZipArchive Open(string id) => new(new MemoryStream([.. AssessmentPacks.Find(id)!.Starter]));

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();
}
