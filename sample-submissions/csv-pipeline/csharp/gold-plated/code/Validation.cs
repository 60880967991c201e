using System.Globalization;
using GradeBench.Contracts.CsvPipeline;

namespace Enterprise.Csv;

public abstract record RowResult
{
    public sealed record Valid(User User) : RowResult;

    public sealed record Invalid(BadRow Report) : RowResult;
}

public sealed class HeaderBinding
{
    private readonly Dictionary<string, int> _ordinals;

    private HeaderBinding(Dictionary<string, int> ordinals, int fieldCount)
    {
        _ordinals = ordinals;
        FieldCount = fieldCount;
    }

    public int FieldCount { get; }

    public string Value(CsvRecord record, string column) => record.Fields[_ordinals[column]];

    public static HeaderBinding Bind(CsvSource source, CsvRecord header)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in Columns.All)
        {
            var ordinal = header.Fields.ToList().IndexOf(column);
            if (ordinal < 0)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, column);
            }

            if (header.Fields.Skip(ordinal + 1).Contains(column))
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.DuplicateColumn, column);
            }

            ordinals.Add(column, ordinal);
        }

        return new HeaderBinding(ordinals, header.Fields.Count);
    }
}

public static class Columns
{
    public const string Id = "user_id";
    public const string Username = "username";
    public const string SignupDate = "signup_date";
    public const string IsActive = "is_active";
    public const string MonthlySpend = "monthly_spend";

    public static IReadOnlyList<string> All { get; } = [Id, Username, SignupDate, IsActive, MonthlySpend];
}

public sealed class RowValidator
{
    private readonly decimal _maximumSpend;

    private RowValidator(decimal maximumSpend) => _maximumSpend = maximumSpend;

    public static RowValidator Default { get; } = new(1_000_000_000_000m);

    public RowResult Validate(HeaderBinding binding, CsvRecord record)
    {
        if (!record.IsWellFormed)
        {
            return Invalid(record, RowProblem.Quoting);
        }

        if (record.Fields.Count != binding.FieldCount)
        {
            return Invalid(record, RowProblem.FieldCount);
        }

        if (!long.TryParse(binding.Value(record, Columns.Id), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
        {
            return Invalid(record, RowProblem.Value, Columns.Id);
        }

        // Names are normalised here, so that nobody downstream has to.
        var username = binding.Value(record, Columns.Username).Trim().Normalize();
        if (username.Length == 0)
        {
            return Invalid(record, RowProblem.Value, Columns.Username);
        }

        if (!DateOnly.TryParseExact(binding.Value(record, Columns.SignupDate), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var signupDate))
        {
            return Invalid(record, RowProblem.Value, Columns.SignupDate);
        }

        if (!bool.TryParse(binding.Value(record, Columns.IsActive), out var isActive))
        {
            return Invalid(record, RowProblem.Value, Columns.IsActive);
        }

        if (!decimal.TryParse(binding.Value(record, Columns.MonthlySpend), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spend)
            || spend > _maximumSpend)
        {
            return Invalid(record, RowProblem.Value, Columns.MonthlySpend);
        }

        return new RowResult.Valid(new User(id, username, signupDate, isActive, spend));
    }

    private static RowResult.Invalid Invalid(CsvRecord record, RowProblem problem, string? column = null) =>
        new(new BadRow(record.Line, problem, column));
}
