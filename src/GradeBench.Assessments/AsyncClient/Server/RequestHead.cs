using System.Text;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>Collects the bytes of one request's head. What a submission sends is hostile: there is a limit, and no way to wait.</summary>
internal sealed class RequestHead
{
    private const int MostBytes = 32 * 1024;

    private readonly List<byte> _bytes = [];

    /// <summary>Takes bytes up to the head's end.</summary>
    /// <returns>The lines of the head once it is complete; null before.</returns>
    /// <exception cref="FormatException">It is too long, or does not begin like a request.</exception>
    public string[]? Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            _bytes.Add(one);
            if (_bytes.Count > MostBytes) throw new FormatException($"The head of a request has more than {MostBytes} bytes.");
            if (one == '\n' && _bytes is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']) return TakeLines();
        }

        return null;
    }

    /// <summary>The parts of a head: method, target, and headers by name.</summary>
    /// <exception cref="FormatException">It is no head of an HTTP/1.1 request.</exception>
    public static (string Method, string Target, Dictionary<string, string> Headers) Parse(string[] lines)
    {
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1"]) throw new FormatException("The first line is not that of a request.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) throw new FormatException("A header has no name.");
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }

        return (method, target, headers);
    }

    private string[] TakeLines()
    {
        var text = Encoding.Latin1.GetString([.. _bytes]);
        _bytes.Clear();
        return text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
