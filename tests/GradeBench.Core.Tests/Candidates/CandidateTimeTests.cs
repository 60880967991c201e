using System.Globalization;
using GradeBench.Core.Candidates;

namespace GradeBench.Core.Tests.Candidates;

public sealed class CandidateTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28T00:59:59Z", "28 Mar 2027, 01:59 Europe/Berlin (UTC+01:00)")]
    [InlineData("Europe/Berlin", "2027-03-28T01:00:00Z", "28 Mar 2027, 03:00 Europe/Berlin (UTC+02:00)")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", "25 Oct 2026, 02:30 Europe/Berlin (UTC+02:00)")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", "25 Oct 2026, 02:30 Europe/Berlin (UTC+01:00)")]
    [InlineData("America/New_York", "2027-03-14T06:59:59Z", "14 Mar 2027, 01:59 America/New_York (UTC-05:00)")]
    [InlineData("America/New_York", "2027-03-14T07:00:00Z", "14 Mar 2027, 03:00 America/New_York (UTC-04:00)")]
    [InlineData("America/New_York", "2026-11-01T05:30:00Z", "1 Nov 2026, 01:30 America/New_York (UTC-04:00)")]
    [InlineData("America/New_York", "2026-11-01T06:30:00Z", "1 Nov 2026, 01:30 America/New_York (UTC-05:00)")]
    public void An_hour_that_comes_twice_or_never_is_told_without_doubt(string zone, string moment, string expected) =>
        Assert.Equal(expected, CandidateTime.Text(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), CandidateTime.FindZone(zone)!));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("../../etc/passwd")]
    [InlineData("<script>")]
    public void What_names_no_zone_is_none(string? name) => Assert.Null(CandidateTime.FindZone(name));

    [Theory]
    [InlineData("UTC", false)]
    [InlineData("Etc/UTC", false)]
    [InlineData("Mars/Olympus_Mons", false)]
    [InlineData("Europe/London", true)]
    public void A_time_is_not_told_twice_where_it_is_UTC(string zone, bool isTold) => Assert.Equal(isTold, CandidateTime.FindZoneBesideUtc(zone) is not null);
}
