#nullable disable
using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace CsvPipeline;

public class Pipeline : IUserPipeline
{
    private dynamic config;

    public Pipeline(UserPipelineOptions options)
    {
        if (options.BatchSize < 1) throw new ArgumentOutOfRangeException("options");
        config = options;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArrayList users = new ArrayList();
        ArrayList bad = new ArrayList();

        await foreach (object row in Rows(source, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row is User) users.Add(row);
            else bad.Add(row);

            if (users.Count == (int)config.BatchSize)
            {
                yield return new UserBatch(users.Cast<User>().ToList(), bad.Cast<BadRow>().ToList());
                users.Clear();
                bad.Clear();
            }
        }

        if (users.Count + bad.Count > 0)
            yield return new UserBatch(users.Cast<User>().ToList(), bad.Cast<BadRow>().ToList());
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        dynamic totals = new System.Dynamic.ExpandoObject();
        totals.users = 0L;
        totals.active = 0L;
        totals.bad = 0L;
        totals.spend = 0m;
        List<User> top = new List<User>();

        await foreach (object row in Rows(source, cancellationToken))
        {
            if (row is BadRow) { totals.bad++; continue; }

            User user = (User)row;
            totals.users++;
            if (user.IsActive) totals.active++;
            totals.spend += user.MonthlySpend;
            if (user.MonthlySpend > 100)
            {
                top.Add(user);
                top = top.OrderByDescending(u => u.MonthlySpend).ThenBy(u => u.Id).Take(10).ToList();
            }
        }

        decimal average = totals.users == 0 ? 0m : Math.Round(totals.spend / totals.users, 2, MidpointRounding.AwayFromZero);
        return new UserSummary(totals.users, totals.active, totals.bad, average, top);
    }

    // yields a User or a BadRow
    public async IAsyncEnumerable<object> Rows(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Hashtable columns = null;
        Decoder decoder = new UTF8Encoding(false, true).GetDecoder();
        StringBuilder field = new StringBuilder();
        ArrayList fields = new ArrayList();
        bool quoted = false, wasQuoted = false;
        long line = 1, start = 1;

        await foreach (byte[] piece in source.Content.WithCancellation(cancellationToken))
        {
            char[] text = Decode(decoder, piece, source);
            foreach (char c in text)
            {
                if (c == '\uFEFF' && columns == null) continue;
                if (c == '"')
                {
                    if (!quoted && wasQuoted) field.Append('"');
                    quoted = !quoted;
                    wasQuoted = true;
                }
                else if (quoted)
                {
                    if (c == '\n') line++;
                    field.Append(c);
                }
                else if (c == ',')
                {
                    fields.Add(field.ToString());
                    field.Clear();
                    wasQuoted = false;
                }
                else if (c == '\n')
                {
                    line++;
                    wasQuoted = false;
                    if (fields.Count > 0 || field.Length > 0)
                    {
                        fields.Add(field.ToString());
                        if (columns == null) columns = Header(fields, source);
                        else yield return Convert(fields, columns, start);
                    }

                    fields.Clear();
                    field.Clear();
                    start = line;
                }
                else if (c != '\r')
                {
                    field.Append(c);
                }
            }
        }

        if (fields.Count > 0 || field.Length > 0)
        {
            fields.Add(field.ToString());
            if (columns == null) columns = Header(fields, source);
            else yield return Convert(fields, columns, start);
        }

        if (columns == null) throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
    }

    private char[] Decode(Decoder decoder, byte[] piece, CsvSource source)
    {
        try
        {
            char[] text = new char[decoder.GetCharCount(piece, 0, piece.Length)];
            decoder.GetChars(piece, 0, piece.Length, text, 0);
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.NotText);
        }
    }

    private Hashtable Header(ArrayList fields, CsvSource source)
    {
        Hashtable columns = new Hashtable();
        foreach (object name in fields) columns[name] = columns.Count;
        foreach (object name in new object[] { "user_id", "username", "signup_date", "is_active", "monthly_spend" })
            if (!columns.ContainsKey(name)) throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, (string)name);

        return columns;
    }

    private object Convert(ArrayList fields, Hashtable columns, long line)
    {
        if (fields.Count != columns.Count) return new BadRow(line, RowProblem.FieldCount, null);

        dynamic Get(object name) => fields[(int)columns[name]];

        long id;
        if (!long.TryParse((string)Get("user_id"), NumberStyles.None, CultureInfo.InvariantCulture, out id) || id == 0)
            return new BadRow(line, RowProblem.Value, "user_id");
        if (((string)Get("username")).Trim() == "")
            return new BadRow(line, RowProblem.Value, "username");
        DateOnly date;
        if (!DateOnly.TryParseExact((string)Get("signup_date"), "yyyy-MM-dd", out date))
            return new BadRow(line, RowProblem.Value, "signup_date");
        bool active;
        if (!bool.TryParse((string)Get("is_active"), out active))
            return new BadRow(line, RowProblem.Value, "is_active");
        decimal spend;
        if (!decimal.TryParse((string)Get("monthly_spend"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out spend) || spend > 1000000000000m)
            return new BadRow(line, RowProblem.Value, "monthly_spend");

        return new User(id, (string)Get("username"), date, active, spend);
    }
}
