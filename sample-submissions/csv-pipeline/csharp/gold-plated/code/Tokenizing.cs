using System.Text;

namespace Enterprise.Csv;

public sealed record CsvRecord(long Line, IReadOnlyList<string> Fields, bool IsWellFormed);

public interface ITokenizer
{
    IEnumerable<CsvRecord> Push(string characters);

    IEnumerable<CsvRecord> Complete();
}

public interface ITokenizerFactory
{
    ITokenizer Create();
}

public sealed class Rfc4180TokenizerFactory : ITokenizerFactory
{
    public ITokenizer Create() => new Rfc4180Tokenizer();
}

/// <summary>A finite state machine over the grammar of RFC 4180.</summary>
public sealed class Rfc4180Tokenizer : ITokenizer
{
    private enum State
    {
        StartOfField,
        InField,
        InQuotes,
        AfterQuote,
    }

    private readonly StringBuilder _buffer = new();
    private readonly List<string> _fields = [];
    private State _state = State.StartOfField;
    private bool _pendingReturn;
    private bool _isWellFormed = true;
    private long _line = 1;
    private long _recordLine = 1;

    public IEnumerable<CsvRecord> Push(string characters)
    {
        foreach (var character in characters)
        {
            if (_state == State.InQuotes)
            {
                if (character == '"')
                {
                    _state = State.AfterQuote;
                    continue;
                }

                if (character == '\n')
                {
                    _line++;
                }

                _buffer.Append(character);
                continue;
            }

            if (_pendingReturn && character != '\n')
            {
                Literal('\r');
            }

            _pendingReturn = character == '\r';
            if (_pendingReturn)
            {
                continue;
            }

            switch (character, _state)
            {
                case ('"', State.StartOfField):
                    _state = State.InQuotes;
                    break;
                case ('"', State.AfterQuote):
                    _buffer.Append('"');
                    _state = State.InQuotes;
                    break;
                case (',', _):
                    CompleteField();
                    break;
                case ('\n', _):
                    _line++;
                    if (CompleteRecord() is { } record)
                    {
                        yield return record;
                    }

                    _recordLine = _line;
                    break;
                default:
                    Literal(character);
                    break;
            }
        }
    }

    public IEnumerable<CsvRecord> Complete()
    {
        _isWellFormed &= _state != State.InQuotes;
        if (CompleteRecord() is { } record)
        {
            yield return record;
        }
    }

    private void Literal(char character)
    {
        _isWellFormed &= _state != State.AfterQuote;
        _state = State.InField;
        _buffer.Append(character);
    }

    private void CompleteField()
    {
        _fields.Add(_buffer.ToString());
        _buffer.Clear();
        _state = State.StartOfField;
    }

    private CsvRecord? CompleteRecord()
    {
        if (_fields.Count == 0 && _state == State.StartOfField)
        {
            return null;
        }

        CompleteField();
        var record = new CsvRecord(_recordLine, [.. _fields], _isWellFormed);
        _fields.Clear();
        _isWellFormed = true;
        return record;
    }
}
