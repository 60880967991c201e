using GradeBench.Core.Cohorts;
using static GradeBench.Core.Cohorts.LearningPath;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class DisclosureTests
{
    [Fact]
    public void Cohorts_of_five_and_more_are_shown() =>
        Assert.Equal([Bootcamp, SelfTaught, CsDegree], Shown((Bootcamp, 5), (SelfTaught, 6), (CsDegree, 300)));

    [Fact]
    public void A_small_cohort_takes_the_smallest_other_one_with_it() =>
        Assert.Equal([CsDegree], Shown((Bootcamp, 3), (SelfTaught, 6), (CsDegree, 300)));

    [Fact]
    public void Two_small_ones_together_of_five_hide_each_other() =>
        Assert.Equal([CsDegree], Shown((Bootcamp, 3), (SelfTaught, 2), (CsDegree, 300)));

    [Fact]
    public void Two_small_ones_together_below_five_take_a_third_with_them() =>
        Assert.Equal([NotStated], Shown((Bootcamp, 1), (SelfTaught, 2), (CsDegree, 30), (NotStated, 40)));

    [Fact]
    public void Nobody_to_hide_behind_hides_everything() => Assert.Empty(Shown((Bootcamp, 4)));

    [Fact]
    public void What_is_hidden_can_never_be_worked_out_from_the_total()
    {
        // Every size from 0 to 8 in each of the four cohorts.
        for (var code = 0; code < 9 * 9 * 9 * 9; code++)
        {
            var people = new Dictionary<LearningPath, int>
            {
                [NotStated] = code % 9,
                [Bootcamp] = code / 9 % 9,
                [SelfTaught] = code / 81 % 9,
                [CsDegree] = code / 729,
            };

            var shown = Disclosure.Shown(people);

            Assert.All(shown, path => Assert.True(people[path] >= Disclosure.FewestShown));
            var rest = people.Where(p => p.Value > 0 && !shown.Contains(p.Key)).ToList();
            var left = people.Where(p => !shown.Contains(p.Key)).ToList();
            Assert.True(rest.Count == 0 || (left.Count >= 2 && (shown.Count == 0 || rest.Sum(p => p.Value) >= Disclosure.FewestShown)), $"{code}");
        }
    }

    [Fact]
    public void A_cohort_another_table_hides_is_hidden_and_has_company() =>
        Assert.Equal([Bootcamp], Disclosure.Shown(
            new Dictionary<LearningPath, int> { [Bootcamp] = 40, [SelfTaught] = 6, [CsDegree] = 7 }, [CsDegree]).Order());

    private static IEnumerable<LearningPath> Shown(params (LearningPath Path, int People)[] people) =>
        Disclosure.Shown(people.ToDictionary(p => p.Path, p => p.People)).OrderBy(path => path == NotStated).ThenBy(path => path);
}
