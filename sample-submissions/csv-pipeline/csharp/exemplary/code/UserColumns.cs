using System.Globalization;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>A row that was understood: one of the two is there.</summary>
internal readonly record struct ParsedRow(User? User, BadRow? Bad);

/// <summary>Where in a row the columns of a user stand, and what their values mean.</summary>
internal sealed class UserColumns
{
    private const string Id = "user_id";
    private const string Username = "username";
    private const string SignupDate = "signup_date";
    private const string IsActive = "is_active";
    private const string MonthlySpend = "monthly_spend";

    private const decimal HighestSpend = 1_000_000_000_000m;

    private readonly int _fieldCount;
    private readonly int _id;
    private readonly int _username;
    private readonly int _signupDate;
    private readonly int _isActive;
    private readonly int _monthlySpend;

    private UserColumns(IReadOnlyList<string> header, Func<string, int> find)
    {
        _fieldCount = header.Count;
        _id = find(Id);
        _username = find(Username);
        _signupDate = find(SignupDate);
        _isActive = find(IsActive);
        _monthlySpend = find(MonthlySpend);
    }

    /// <exception cref="CsvSourceException">The header lacks a column, or has it twice.</exception>
    public static UserColumns Find(CsvRow header, string sourceName)
    {
        return new UserColumns(header.Fields, FindColumn);

        int FindColumn(string name)
        {
            var places = Enumerable.Range(0, header.Fields.Count).Where(i => header.Fields[i] == name).ToList();

            return places.Count switch
            {
                0 => throw new CsvSourceException(sourceName, CsvSourceProblem.MissingColumn, name),
                1 => places[0],
                _ => throw new CsvSourceException(sourceName, CsvSourceProblem.DuplicateColumn, name),
            };
        }
    }

    public ParsedRow Parse(CsvRow row)
    {
        if (row.IsBroken)
            return Bad(row, RowProblem.Quoting);

        if (row.Fields.Count != _fieldCount)
            return Bad(row, RowProblem.FieldCount);

        // The machine's culture must not decide what a file means.
        if (!long.TryParse(row.Fields[_id], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
            return Bad(row, RowProblem.Value, Id);

        var username = row.Fields[_username];
        if (string.IsNullOrWhiteSpace(username))
            return Bad(row, RowProblem.Value, Username);

        if (!DateOnly.TryParseExact(row.Fields[_signupDate], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var signupDate))
            return Bad(row, RowProblem.Value, SignupDate);

        if (!bool.TryParse(row.Fields[_isActive], out var isActive))
            return Bad(row, RowProblem.Value, IsActive);

        if (!decimal.TryParse(row.Fields[_monthlySpend], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var monthlySpend)
            || monthlySpend > HighestSpend)
            return Bad(row, RowProblem.Value, MonthlySpend);

        return new ParsedRow(new User(id, username, signupDate, isActive, monthlySpend), null);
    }

    private static ParsedRow Bad(CsvRow row, RowProblem problem, string? column = null) =>
        new(null, new BadRow(row.Line, problem, column));
}
