using System.Collections.Frozen;

namespace GradeBench.Web.Shared.Code;

/// <summary>
/// Splits C# source into coloured pieces, line by line. It only has to be right enough to read by: code that does not
/// compile is shown too, and whatever it gets wrong is a colour, never a character.
/// </summary>
internal sealed class CSharpColouring
{
    private static readonly FrozenSet<string> Keywords = (
        "abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double "
        + "else enum event explicit extern false finally fixed float for foreach get goto if implicit in init int interface internal is "
        + "lock long nameof namespace new not null object operator or and out override params partial private protected public readonly "
        + "record ref required return sbyte sealed set short sizeof stackalloc static string struct switch this throw true try typeof "
        + "uint ulong unchecked unsafe ushort using value var virtual void volatile when where while with yield global file scoped")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly List<CodeToken> _tokens = [];
    private string _line = "";
    private int _at;

    /// <summary>What the line before left open: a block comment, a verbatim string, or a raw string of so many quotes.</summary>
    private Open _open;
    private int _rawQuotes;

    private enum Open
    {
        Nothing,
        BlockComment,
        Verbatim,
        Raw,
    }

    public IReadOnlyList<CodeToken> Next(string line)
    {
        _tokens.Clear();
        _line = line;
        _at = 0;
        while (_at < _line.Length)
        {
            Take();
        }

        return [.. _tokens];
    }

    private void Take()
    {
        switch (_open)
        {
            case Open.BlockComment:
                Close("*/", "c");
                return;
            case Open.Raw:
                Close(new string('"', _rawQuotes), "s");
                return;
            case Open.Verbatim:
                Add(EndOfVerbatim(_at), "s");
                return;
        }

        var rest = _line.AsSpan(_at);
        if (rest.StartsWith("//") || (rest[0] == '#' && string.IsNullOrWhiteSpace(_line[.._at])))
        {
            Add(_line.Length, "c");
        }
        else if (rest.StartsWith("/*"))
        {
            _open = Open.BlockComment;
        }
        else if (StringStart(rest) is var prefix and > 0)
        {
            TakeString(prefix);
        }
        else if (rest[0] == '\'')
        {
            Add(EndOfQuoted(_at + 1, '\''), "s");
        }
        else if (char.IsAsciiDigit(rest[0]))
        {
            Add(Scan(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'), "n");
        }
        else if (char.IsLetter(rest[0]) || rest[0] == '_')
        {
            var end = Scan(c => char.IsLetterOrDigit(c) || c == '_');
            Add(end, Keywords.Contains(_line[_at..end]) ? "k" : null);
        }
        else
        {
            Add(_at + 1, null);
        }
    }

    /// <summary>How many characters open a string here, <c>$@"</c> for example; 0 when none does.</summary>
    private static int StringStart(ReadOnlySpan<char> rest)
    {
        var prefix = rest.IndexOfAnyExcept('$', '@');
        return prefix is >= 0 and <= 4 && rest[prefix] == '"' ? prefix + 1 : 0;
    }

    private void TakeString(int prefix)
    {
        var quote = _at + prefix - 1;
        var quotes = 0;
        while (quote + quotes < _line.Length && _line[quote + quotes] == '"')
        {
            quotes++;
        }

        if (quotes >= 3)
        {
            Add(quote + quotes, "s");
            (_open, _rawQuotes) = (Open.Raw, quotes);
        }
        else if (_line.AsSpan(_at, prefix).Contains('@'))
        {
            _open = Open.Verbatim;
            Add(EndOfVerbatim(quote + 1), "s");
        }
        else
        {
            Add(EndOfQuoted(quote + 1, '"'), "s");
        }
    }

    private int EndOfQuoted(int from, char quote)
    {
        for (var i = from; i < _line.Length; i++)
        {
            if (_line[i] == '\\')
            {
                i++;
            }
            else if (_line[i] == quote)
            {
                return i + 1;
            }
        }

        return _line.Length;
    }

    private int EndOfVerbatim(int from)
    {
        for (var i = from; i < _line.Length; i++)
        {
            if (_line[i] != '"')
            {
                continue;
            }

            if (i + 1 < _line.Length && _line[i + 1] == '"')
            {
                i++;
                continue;
            }

            _open = Open.Nothing;
            return i + 1;
        }

        return _line.Length;
    }

    private void Close(string end, string kind)
    {
        var found = _line.IndexOf(end, _at, StringComparison.Ordinal);
        if (found >= 0)
        {
            _open = Open.Nothing;
        }

        Add(found < 0 ? _line.Length : found + end.Length, kind);
    }

    private int Scan(Func<char, bool> belongs)
    {
        var end = _at;
        while (end < _line.Length && belongs(_line[end]))
        {
            end++;
        }

        return end;
    }

    private void Add(int end, string? kind)
    {
        var text = _line[_at..end];
        _at = end;

        // Neighbours of one colour are one element: a page of code has thousands of them.
        if (_tokens.Count > 0 && _tokens[^1].Kind == kind)
        {
            _tokens[^1] = new CodeToken(_tokens[^1].Text + text, kind);
        }
        else
        {
            _tokens.Add(new CodeToken(text, kind));
        }
    }
}
