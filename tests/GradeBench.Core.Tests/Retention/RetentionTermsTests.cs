using GradeBench.Core.Retention;

namespace GradeBench.Core.Tests.Retention;

public sealed class RetentionTermsTests
{
    [Theory]
    [InlineData(29, null, null, false)]
    [InlineData(3_651, null, null, false)]
    [InlineData(731, 365, 730, false)]
    [InlineData(730, 365, 730, true)]
    [InlineData(null, null, null, true)]
    public void Terms_are_from_a_month_to_ten_years_and_none_is_longer_than_the_persons(int? files, int? output, int? person, bool right) =>
        Assert.Equal(right, new RetentionTerms(files, output, person).Problem() is null);
}
