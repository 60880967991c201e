using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace CsvPipeline
{
    // Reads the file line by line and splits every line at the commas
    public class UserReader : IUserPipeline
    {
        private readonly UserPipelineOptions _options;

        public UserReader(UserPipelineOptions options)
        {
            if (options.BatchSize <= 0)
            {
                throw new ArgumentOutOfRangeException(nameof(options), "BatchSize must be greater than 0");
            }

            _options = options;
        }

        public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            List<User> users = new List<User>();
            List<BadRow> badRows = new List<BadRow>();
            string[]? header = null;
            int lineNumber = 0;

            await foreach (string rawLine in ReadLines(source))
            {
                cancellationToken.ThrowIfCancellationRequested();
                lineNumber++;
                string line = rawLine.Trim();

                if (line == "")
                {
                    continue;
                }

                string[] parts = line.Split(',');

                if (header == null)
                {
                    header = parts;
                    CheckHeader(source, header);
                    continue;
                }

                if (parts.Length != header.Length)
                {
                    badRows.Add(new BadRow(lineNumber, RowProblem.FieldCount, null));
                    continue;
                }

                User? user = ParseUser(header, parts, lineNumber, badRows);
                if (user != null)
                {
                    users.Add(user);
                }

                if (users.Count == _options.BatchSize)
                {
                    yield return new UserBatch(users, badRows);
                    users = new List<User>();
                    badRows = new List<BadRow>();
                }
            }

            if (header == null)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
            }

            if (users.Count > 0 || badRows.Count > 0)
            {
                yield return new UserBatch(users, badRows);
            }
        }

        public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
        {
            List<User> all = new List<User>();
            int bad = 0;

            await foreach (UserBatch batch in ReadBatchesAsync(source, cancellationToken))
            {
                all.AddRange(batch.Users);
                bad += batch.BadRows.Count;
            }

            if (all.Count == 0)
            {
                return new UserSummary(0, 0, bad, 0, new List<User>());
            }

            List<User> top = all.Where(u => u.MonthlySpend > 100).OrderByDescending(u => u.MonthlySpend).Take(10).ToList();
            return new UserSummary(all.Count, all.Count(u => u.IsActive), bad, Math.Round(all.Average(u => u.MonthlySpend), 2), top);
        }

        // All pieces are text, so they are put together until there is a line
        private static async IAsyncEnumerable<string> ReadLines(CsvSource source)
        {
            string rest = "";

            await foreach (byte[] piece in source.Content)
            {
                rest += Encoding.UTF8.GetString(piece);
                string[] lines = rest.Split('\n');

                for (int i = 0; i < lines.Length - 1; i++)
                {
                    yield return lines[i];
                }

                rest = lines[lines.Length - 1];
            }

            if (rest != "")
            {
                yield return rest;
            }
        }

        private static void CheckHeader(CsvSource source, string[] header)
        {
            foreach (string column in new[] { "user_id", "username", "signup_date", "is_active", "monthly_spend" })
            {
                if (!header.Contains(column))
                {
                    throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, column);
                }
            }
        }

        private static User? ParseUser(string[] header, string[] parts, int lineNumber, List<BadRow> badRows)
        {
            string Get(string column)
            {
                return parts[Array.IndexOf(header, column)];
            }

            if (!long.TryParse(Get("user_id"), out long id))
            {
                badRows.Add(new BadRow(lineNumber, RowProblem.Value, "user_id"));
                return null;
            }

            if (!DateOnly.TryParse(Get("signup_date"), out DateOnly date))
            {
                badRows.Add(new BadRow(lineNumber, RowProblem.Value, "signup_date"));
                return null;
            }

            if (!bool.TryParse(Get("is_active"), out bool active))
            {
                badRows.Add(new BadRow(lineNumber, RowProblem.Value, "is_active"));
                return null;
            }

            if (!decimal.TryParse(Get("monthly_spend"), out decimal spend))
            {
                badRows.Add(new BadRow(lineNumber, RowProblem.Value, "monthly_spend"));
                return null;
            }

            return new User(id, Get("username"), date, active, spend);
        }
    }
}
