using System.Buffers;
using System.Text;

namespace Users;

/// <summary>One row as text.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="IsBroken">Whether its quotes make no sense; then its fields do not either.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Fields, bool IsBroken);

/// <summary>
/// Cuts text that arrives in pieces into rows and fields. Keeps in its state what it has seen, so it does not matter where
/// a piece ends.
/// </summary>
internal sealed class RowSplitter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly StringBuilder _field = new();
    private List<string> _fields = [];
    private State _state = State.FieldStart;
    private bool _sawCarriageReturn;
    private bool _isBroken;
    private long _line = 1;
    private long _firstLine = 1;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,

        /// <summary>After a quote within quotes: either the first of two, or the closing one.</summary>
        QuoteInQuoted,
    }

    /// <summary>The rows that end in this piece; blank lines are none.</summary>
    public IEnumerable<CsvRow> Split(ReadOnlyMemory<char> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            i += TakeRun(piece.Span[i..]);

            if (i < piece.Length && Take(piece.Span[i]) is { } row)
                yield return row;
        }
    }

    /// <summary>The row that the end of the text ends, if it was not blank.</summary>
    public CsvRow? End()
    {
        if (_sawCarriageReturn)
            TakeOrdinary('\r');

        _isBroken |= _state == State.Quoted;
        return EndRow();
    }

    /// <summary>Takes the characters up to the next one that may mean something, all at once; returns their number.</summary>
    private int TakeRun(ReadOnlySpan<char> text)
    {
        if (_state == State.QuoteInQuoted || _sawCarriageReturn)
            return 0;

        var length = _state == State.Quoted ? text.IndexOfAny('"', '\n') : text.IndexOfAny(Special);
        if (length < 0)
            length = text.Length;

        if (length > 0 && _state == State.FieldStart)
            _state = State.Plain;

        _field.Append(text[..length]);
        return length;
    }

    private CsvRow? Take(char c)
    {
        if (_state == State.Quoted)
        {
            TakeQuoted(c);
            return null;
        }

        // Only together with a line feed does it end a line.
        if (_sawCarriageReturn && c != '\n')
            TakeOrdinary('\r');

        _sawCarriageReturn = c == '\r';

        switch (c)
        {
            case '\n':
                _line++;
                return EndRow();
            case ',':
                EndField();
                break;
            case '"' when _state == State.FieldStart:
                _state = State.Quoted;
                break;
            case '"' when _state == State.QuoteInQuoted:
                _field.Append('"');
                _state = State.Quoted;
                break;
            case '\r':
                break;
            default:
                TakeOrdinary(c);
                break;
        }

        return null;
    }

    private void TakeQuoted(char c)
    {
        if (c == '"')
        {
            _state = State.QuoteInQuoted;
            return;
        }

        if (c == '\n')
            _line++;

        _field.Append(c);
    }

    private void TakeOrdinary(char c)
    {
        _isBroken |= _state == State.QuoteInQuoted;
        _state = State.Plain;
        _field.Append(c);
    }

    private void EndField()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
        _state = State.FieldStart;
    }

    private CsvRow? EndRow()
    {
        var isBlank = _fields.Count == 0 && _state == State.FieldStart;
        CsvRow? row = null;

        if (!isBlank)
        {
            EndField();
            row = new CsvRow(_firstLine, _fields, _isBroken);
        }

        _fields = [];
        _isBroken = false;
        _sawCarriageReturn = false;
        _firstLine = _line;
        return row;
    }
}
