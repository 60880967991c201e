using GradeBench.Contracts.CsvPipeline;

namespace Enterprise.Csv;

internal sealed class BatchBuilder(int size)
{
    private List<User> _users = [];
    private List<BadRow> _badRows = [];

    public bool IsFull => _users.Count == size;

    public bool IsEmpty => _users.Count == 0 && _badRows.Count == 0;

    public void Add(RowResult result)
    {
        switch (result)
        {
            case RowResult.Valid valid:
                _users.Add(valid.User);
                break;
            case RowResult.Invalid invalid:
                _badRows.Add(invalid.Report);
                break;
        }
    }

    public UserBatch TakeBatch()
    {
        var batch = new UserBatch(_users, _badRows);
        _users = [];
        _badRows = [];
        return batch;
    }
}

internal sealed class UserAggregation
{
    private static readonly IComparer<User> Ranking =
        Comparer<User>.Create((a, b) => a.MonthlySpend != b.MonthlySpend ? b.MonthlySpend.CompareTo(a.MonthlySpend) : a.Id.CompareTo(b.Id));

    // Equal users are one to a set: the ranking has to tell them apart.
    private readonly SortedSet<User> _topSpenders = new(Ranking);
    private long _users;
    private long _active;
    private long _badRows;
    private decimal _spend;

    public void Accept(RowResult result)
    {
        if (result is not RowResult.Valid { User: var user })
        {
            _badRows++;
            return;
        }

        _users++;
        _spend += user.MonthlySpend;
        if (user.IsActive)
        {
            _active++;
        }

        if (user.MonthlySpend > 100m)
        {
            _topSpenders.Add(user);
            if (_topSpenders.Count > 10)
            {
                _topSpenders.Remove(_topSpenders.Max!);
            }
        }
    }

    public UserSummary ToSummary() => new(
        _users,
        _active,
        _badRows,
        _users == 0 ? 0m : decimal.Round(_spend / _users, 2, MidpointRounding.AwayFromZero),
        [.. _topSpenders]);
}
