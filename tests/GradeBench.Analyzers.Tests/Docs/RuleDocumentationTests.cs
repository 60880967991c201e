using System.Reflection;
using GradeBench.Analyzers.Packs;

namespace GradeBench.Analyzers.Tests.Docs;

public sealed class RuleDocumentationTests
{
    private static readonly string[] Sections = ["## Why", "## Bad", "## Good", "## Known limits", "## What it adds to the evidence"];

    public static TheoryData<string> Ids =>
        [.. typeof(RuleIdentifiers).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Every_id_belongs_to_one_rule_and_every_rule_has_an_id() =>
        Assert.Equal(Ids.Select(row => row.Data).Order(StringComparer.Ordinal), RuleDocumentation.Rules.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rules_help_link_leads_to_its_page(string id)
    {
        var rule = Assert.Single(RuleDocumentation.Rules, r => r.Id == id);
        Assert.Equal($"docs/rules/{id}.md", rule.HelpLinkUri);

        var page = File.ReadAllText(Repository.Path(rule.HelpLinkUri));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        var expected = rule.Category == RuleCategories.Evidence ? Sections[3..] : Sections;
        Assert.Equal(expected, Sections.Where(section => page.Contains(section, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_is_about_a_rule() =>
        Assert.Equal(
            Ids.Select(row => row.Data).Order(StringComparer.Ordinal),
            Directory.GetFiles(Repository.Path("docs", "rules"), "GB*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_is_up_to_date() => AssertIsCurrent("README.md", RuleDocumentation.Index());

    [Fact]
    public void The_list_of_facts_is_up_to_date() => AssertIsCurrent("facts.md", RuleDocumentation.Facts());

    [Fact]
    public void The_list_of_rules_of_others_is_up_to_date() => AssertIsCurrent("packs.md", RuleDocumentation.Packs());

    [Fact]
    public void A_rule_of_others_is_listed_once_and_its_cause_is_a_rule_of_ours_or_a_listed_one()
    {
        Assert.Equal(PackRules.All.Length, PackRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.InRange(PackRules.All.Length, 40, 60);
        Assert.All(PackRules.All, rule => Assert.True(
            Ids.Any(row => row.Data == rule.Cause) || PackRules.All.Any(other => other.Id == rule.Cause && other.Cause == other.Id), rule.Id));
    }

    [Fact]
    public void Facts_are_named_once_and_have_a_value_for_absence()
    {
        Assert.Equal(FactCatalogue.All.Length, FactCatalogue.All.Select(f => f.Id).Distinct().Count());
        Assert.All(FactCatalogue.All, fact => Assert.True(fact.Values.Length >= 2, fact.Id));
        Assert.Contains(FactCatalogue.All, fact => fact.Allows("none"));
    }

    [Fact]
    public async Task Every_fact_is_reported_for_every_compilation()
    {
        var reported = (await Verification.Verify.RunAsync("class Nothing;")).Select(ReportedFact.From).OfType<ReportedFact>().Select(f => f.Id);

        Assert.Equal(FactCatalogue.All.Select(f => f.Id).Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    private static void AssertIsCurrent(string name, string expected)
    {
        var path = Repository.Path("docs", "rules", name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
