using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace UserImport;

// Wraps the pieces in a Stream so that a plain StreamReader can be used.
public sealed class PieceStream : Stream
{
    private readonly IAsyncEnumerator<byte[]> _pieces;
    private byte[] _current = Array.Empty<byte>();
    private int _position;

    public PieceStream(IAsyncEnumerable<byte[]> pieces)
    {
        _pieces = pieces.GetAsyncEnumerator();
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_position == _current.Length)
        {
            if (!_pieces.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                return 0;

            _current = _pieces.Current;
            _position = 0;
        }

        var taken = Math.Min(count, _current.Length - _position);
        Array.Copy(_current, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

public class CsvUserReader : IUserPipeline
{
    private readonly UserPipelineOptions _options;

    public CsvUserReader(UserPipelineOptions options)
    {
        if (options.BatchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(options.BatchSize));

        _options = options;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new PieceStream(source.Content), Encoding.UTF8);
        var header = ReadHeader(source, reader);

        var users = new List<User>();
        var badRows = new List<BadRow>();
        var lineNumber = 1;

        while (reader.ReadLine() is { } line)
        {
            lineNumber++;
            if (line.Length == 0)
                continue;

            cancellationToken.ThrowIfCancellationRequested();

            // A quoted field may go on in the next line
            var firstLine = lineNumber;
            while (line.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
            {
                line = line + "\n" + more;
                lineNumber++;
            }

            var fields = Split(line);
            if (fields.Length != header.Length)
            {
                badRows.Add(new BadRow(firstLine, RowProblem.FieldCount, null));
                continue;
            }

            try
            {
                var user = new User(
                    long.Parse(fields[Array.IndexOf(header, "user_id")]),
                    fields[Array.IndexOf(header, "username")],
                    DateOnly.FromDateTime(DateTime.Parse(fields[Array.IndexOf(header, "signup_date")])),
                    bool.Parse(fields[Array.IndexOf(header, "is_active")]),
                    decimal.Parse(fields[Array.IndexOf(header, "monthly_spend")]));

                if (user.MonthlySpend < 0)
                    throw new FormatException("The spend is negative.");

                users.Add(user);
            }
            catch (FormatException)
            {
                badRows.Add(new BadRow(firstLine, RowProblem.Value, null));
            }

            if (users.Count == _options.BatchSize)
            {
                yield return new UserBatch(users, badRows);
                users = new List<User>();
                badRows = new List<BadRow>();
            }
        }

        if (users.Count > 0 || badRows.Count > 0)
            yield return new UserBatch(users, badRows);

        await Task.CompletedTask;
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        long total = 0, active = 0, bad = 0;
        decimal sum = 0;
        var best = new List<User>();

        await foreach (var batch in ReadBatchesAsync(source, cancellationToken))
        {
            total += batch.Users.Count;
            active += batch.Users.Count(u => u.IsActive);
            bad += batch.BadRows.Count;
            sum += batch.Users.Sum(u => u.MonthlySpend);
            best.AddRange(batch.Users.Where(u => u.MonthlySpend > 100));
            best = best.OrderByDescending(u => u.MonthlySpend).ThenBy(u => u.Id).Take(10).ToList();
        }

        return new UserSummary(total, active, bad, total > 0 ? Math.Round(sum / total, 2) : 0, best);
    }

    private static string[] ReadHeader(CsvSource source, StreamReader reader)
    {
        string? line;
        try
        {
            line = reader.ReadLine();
        }
        catch (FileNotFoundException)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.NotFound);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.AccessDenied);
        }
        catch (IOException)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.ReadFailed);
        }

        if (string.IsNullOrEmpty(line))
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);

        var header = Split(line);
        foreach (var column in new[] { "user_id", "username", "signup_date", "is_active", "monthly_spend" })
        {
            if (!header.Contains(column))
                throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, column);
        }

        return header;
    }

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;

        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields.ToArray();
    }
}
