using System.Text;

namespace Import;

internal sealed record Record(long Line, List<string> Fields, bool IsMalformed);

/// <summary>A small state machine; see RFC 4180.</summary>
internal sealed class RecordReader
{
    private readonly StringBuilder _value = new();
    private List<string> _fields = [];
    private bool _inQuotes;
    private bool _wasQuoted;
    private bool _sawQuote;
    private bool _sawReturn;
    private bool _malformed;
    private long _line = 1;
    private long _start = 1;

    public IEnumerable<Record> Read(string text)
    {
        foreach (var c in text)
        {
            if (_inQuotes)
            {
                if (_sawQuote)
                {
                    _sawQuote = false;
                    if (c == '"')
                    {
                        _value.Append('"');
                        continue;
                    }

                    _inQuotes = false;
                }
                else if (c == '"')
                {
                    _sawQuote = true;
                    continue;
                }
                else
                {
                    if (c == '\n')
                    {
                        _line++;
                    }

                    _value.Append(c);
                    continue;
                }
            }

            if (c == '\n')
            {
                _line++;
                var record = Finish();
                _start = _line;
                if (record is not null)
                {
                    yield return record;
                }

                continue;
            }

            if (_sawReturn)
            {
                Append('\r');
                _sawReturn = false;
            }

            if (c == '\r')
            {
                _sawReturn = true;
            }
            else if (c == ',')
            {
                EndField();
            }
            else if (c == '"' && _value.Length == 0 && !_wasQuoted)
            {
                _inQuotes = true;
                _wasQuoted = true;
            }
            else
            {
                Append(c);
            }
        }
    }

    /// <summary>The record that is complete now; null on a blank line.</summary>
    public Record? Finish()
    {
        _malformed |= _inQuotes && !_sawQuote;
        _inQuotes = false;
        _sawQuote = false;
        _sawReturn = false;

        if (_fields.Count == 0 && _value.Length == 0 && !_wasQuoted)
        {
            return null;
        }

        EndField();
        var record = new Record(_start, _fields, _malformed);
        _fields = [];
        _malformed = false;
        return record;
    }

    private void Append(char c)
    {
        _malformed |= _wasQuoted;
        _value.Append(c);
    }

    private void EndField()
    {
        _fields.Add(_value.ToString());
        _value.Clear();
        _wasQuoted = false;
    }
}
