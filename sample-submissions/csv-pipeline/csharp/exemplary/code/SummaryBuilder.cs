using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>Adds rows up and keeps nothing of them but the highest spenders.</summary>
internal sealed class SummaryBuilder
{
    private const int MostSpenders = 10;
    private const decimal SpendsMuch = 100m;

    // A list of ten: inserting at the right place is simpler than a heap, and as fast.
    private readonly List<User> _topSpenders = new(MostSpenders + 1);
    private long _users;
    private long _active;
    private long _badRows;
    private decimal _spend;

    public void Add(ParsedRow row)
    {
        if (row.User is not { } user)
        {
            _badRows++;
            return;
        }

        _users++;
        _active += user.IsActive ? 1 : 0;
        _spend += user.MonthlySpend;

        if (user.MonthlySpend > SpendsMuch)
            Rank(user);
    }

    public UserSummary Build()
    {
        var average = _users == 0 ? 0m : decimal.Round(_spend / _users, 2, MidpointRounding.AwayFromZero);
        return new UserSummary(_users, _active, _badRows, average, _topSpenders);
    }

    private void Rank(User user)
    {
        var place = _topSpenders.Count;
        while (place > 0 && IsAhead(user, _topSpenders[place - 1]))
            place--;

        _topSpenders.Insert(place, user);
        if (_topSpenders.Count > MostSpenders)
            _topSpenders.RemoveAt(MostSpenders);
    }

    // Of two that are equal in both, the one that came first stays ahead.
    private static bool IsAhead(User user, User other) =>
        user.MonthlySpend != other.MonthlySpend ? user.MonthlySpend > other.MonthlySpend : user.Id < other.Id;
}
