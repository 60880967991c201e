using GradeBench.Core.Cohorts.Health;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class ReviewerAgreementTests
{
    /// <summary>Krippendorff's published example (2011) three times over: its α hardly changes, and there are enough units to judge.</summary>
    [Fact]
    public void Levels_of_several_reviewers_with_gaps_give_the_published_alpha()
    {
        double?[][] published =
        [
            [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
            [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null],
        ];

        var once = ReviewerAgreement.Of([.. Given("totals", published)]).Criteria.Single();
        var thrice = ReviewerAgreement.Of([.. Given("totals", published), .. Given("totals", published), .. Given("totals", published)]).Criteria.Single();

        Assert.Equal((11, 8), (once.Submissions, once.Same));
        Assert.Equal(.8154, once.Alpha!.Value, 4);
        Assert.Equal(AgreementReading.TooFewToSay, once.Reading);
        Assert.Equal((33, AgreementReading.Good), (thrice.Submissions, thrice.Reading));
    }

    [Theory]
    [InlineData(4, null, 0)]
    [InlineData(9, 9, 0)]
    [InlineData(10, 10, 1)]
    public void Few_uploads_are_counted_only_and_fewer_not_at_all(int uploads, int? counted, int criteria)
    {
        var figures = ReviewerAgreement.Of([.. Given("totals", [.. Enumerable.Range(0, uploads).Select(i => new double?[] { i % 3, i % 2 })])]);

        Assert.Equal((counted, criteria), (figures.Submissions, figures.Criteria.Count));
    }

    [Fact]
    public void Who_never_differ_and_never_vary_show_no_agreement()
    {
        var criterion = ReviewerAgreement.Of([.. Given("totals", [.. Enumerable.Repeat(new double?[] { 7, 7 }, 40)])]).Criteria.Single();

        Assert.Equal((40, null, AgreementReading.NoVariation), (criterion.Same, criterion.Alpha, criterion.Reading));
    }

    [Fact]
    public void A_second_opinion_on_one_criterion_only_is_no_unit_of_another()
    {
        var figures = ReviewerAgreement.Of([.. Given("a", [.. Enumerable.Range(0, 12).Select(i => new double?[] { i, i })]), .. Given("b", [.. Enumerable.Range(0, 12).Select(i => new double?[] { i })])]);

        Assert.Equal(["a"], figures.Criteria.Select(c => c.CriterionId));
    }

    private static IEnumerable<GivenLevel> Given(string criterion, double?[][] units) =>
        from unit in units.Select(levels => (Id: Guid.NewGuid(), Levels: levels))
        from level in unit.Levels
        where level is not null
        select new GivenLevel(unit.Id, criterion, level.Value);
}
