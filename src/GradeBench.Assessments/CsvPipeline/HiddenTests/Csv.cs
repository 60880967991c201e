using System.Globalization;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Writes what submissions read.</summary>
internal static class Csv
{
    /// <summary>The columns in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> Columns = ["user_id", "username", "signup_date", "is_active", "monthly_spend"];

    public static string Header { get; } = string.Join(',', Columns);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The user as one line, without its end; quoted where it has to be.</summary>
    public static string Row(User user) => string.Join(',', Fields(user).Select(Quoted));

    /// <summary>The values of a user in the order of <see cref="Columns"/>.</summary>
    public static string[] Fields(User user) =>
    [
        user.Id.ToString(CultureInfo.InvariantCulture),
        user.Username,
        user.SignupDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        user.IsActive ? "true" : "false",
        user.MonthlySpend.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>The user's line with another text in one column, given as it is to stand there.</summary>
    public static string RowWith(User user, string column, string text)
    {
        var fields = Fields(user);
        fields[Columns.ToList().IndexOf(column)] = text;
        return string.Join(',', fields.Select(Quoted));
    }

    /// <summary>Header and users, each line with a line feed.</summary>
    public static string Text(IEnumerable<User> users) => Lines([Header, .. users.Select(Row)]);

    public static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    /// <summary>
    /// Header and then pieces that each hold the users of <paramref name="pattern"/>, every time with other ids: long sources
    /// that cost the judge little and that nobody can shorten.
    /// </summary>
    public static IEnumerable<byte[]> Long(IReadOnlyList<User> pattern, int pieces)
    {
        var rest = pattern.Select(user => $",{string.Join(',', Fields(user).Skip(1))}").ToList();
        var id = 1_000_000L;

        yield return Bytes(Header + "\n");
        for (var piece = 0; piece < pieces; piece++)
            yield return Bytes(Lines(rest.Select(row => string.Create(CultureInfo.InvariantCulture, $"{id++}{row}"))));
    }

    /// <summary>The bytes in pieces of <paramref name="size"/> bytes, the last one shorter.</summary>
    public static IEnumerable<byte[]> Cut(byte[] bytes, int size) => bytes.Chunk(size);

    public static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
