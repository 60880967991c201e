namespace GradeBench.CompilerHost.Source;

/// <summary>
/// Counts, without parsing, what makes the compiler slow or deep: nested brackets, nested interpolations, nested lambdas,
/// arms, chains, and statements of very many tokens. It reads comments and strings loosely; being wrong by one never matters.
/// </summary>
internal ref struct NestingScan
{
    private readonly ReadOnlySpan<char> _text;
    private readonly SourceLimits _limits;
    private readonly Stack<char> _brackets = [];
    private readonly Stack<int> _outerRuns = [];
    private readonly Stack<int> _lambdaDepths = [];
    private int _at;
    private int _line = 1;
    private int _arms;
    private int _prefixes;
    private int _elses;
    private int _run;
    private int _links;
    private bool _afterCall;
    private int _angles;
    private int _interpolations;
    private SourceBreach? _breach;

    private NestingScan(ReadOnlySpan<char> text, SourceLimits limits)
    {
        _text = text;
        _limits = limits;
    }

    /// <summary>The first breach; null when the text is within all limits.</summary>
    public static SourceBreach? Run(string text, SourceLimits limits)
    {
        var scan = new NestingScan(text, limits);
        scan.Code(untilBrace: false);
        return scan._breach;
    }

    private readonly char Current => _text[_at];

    private readonly char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    // Reads code until the text ends or, inside an interpolation, until its closing brace.
    private void Code(bool untilBrace)
    {
        var depth = _brackets.Count;
        while (_at < _text.Length && _breach is null)
        {
            switch (Current)
            {
                case '\n': _line++; break;
                case '/' when Next == '/': SkipLine(); continue;
                case '/' when Next == '*': SkipComment(); continue;
                case '\'': SkipCharacter(); continue;
                case '"': Text(dollars: 0, verbatim: false); continue;
                case '@' when Next == '"': _at++; Text(dollars: 0, verbatim: true); continue;
                case '$' when StartsInterpolation(out var dollars, out var verbatim): Text(dollars, verbatim); continue;
                case '(' or '[' or '{': Open(); break;
                case '}' when untilBrace && _brackets.Count == depth: return;
                case ')' or ']' or '}': Close(); break;
                case '=' when Next == '>': Arrow(); break;
                default: Count(); break;
            }

            _at++;
        }
    }

    private void Open()
    {
        if (Current == '{') _links = _prefixes = 0;
        _brackets.Push(Current);
        _outerRuns.Push(_run);
        _run = 0;
        if (_brackets.Count > _limits.Brackets) Breach($"nests brackets deeper than {_limits.Brackets}");
    }

    private void Close()
    {
        _afterCall = Current == ')';
        if (Current == '}') _links = _prefixes = 0;
        if (_brackets.Count > 0)
        {
            _brackets.Pop();
            _run = _outerRuns.Pop();
        }

        if (Current == '}') _run = 0;
        else Token();
        while (_lambdaDepths.Count > 0 && _lambdaDepths.Peek() > _brackets.Count) _lambdaDepths.Pop();
    }

    private void Arrow()
    {
        if (++_arms > _limits.Arms) Breach($"has more than {_limits.Arms} lambdas and switch arms");
        _lambdaDepths.Push(_brackets.Count);
        if (_lambdaDepths.Count > _limits.Lambdas) Breach($"nests lambdas deeper than {_limits.Lambdas}");
    }

    private void Count()
    {
        var c = Current;
        if (char.IsWhiteSpace(c)) return;
        Token();
        if (c is ',' or ';')
        {
            _run = 0;
            while (_lambdaDepths.Count > 0 && _lambdaDepths.Peek() >= _brackets.Count) _lambdaDepths.Pop();
        }

        _angles = c is '<' ? _angles + 1 : c is '>' or ';' or ')' or '{' ? 0 : _angles;
        if (_angles > _limits.Brackets) Breach($"nests angle brackets deeper than {_limits.Brackets}");

        _prefixes = c is '-' or '!' or '~' or '+' or '&' or '*' or '^' or '?' or ':' or '<' ? _prefixes + 1 : c is ';' or ',' ? 0 : _prefixes;
        if (_prefixes > _limits.Operators) Breach($"chains more than {_limits.Operators} operators in one expression");

        _links = c is '.' && _afterCall ? _links + 1 : c is ';' ? 0 : _links;
        _afterCall = false;
        if (_links > _limits.Links) Breach($"chains more than {_limits.Links} calls in one expression");

        if (char.IsLetter(c)) Word();
    }

    // What nests without a bracket, such as "if (a) if (a) ..." or "(int)(int)...", is one long statement.
    private void Token()
    {
        if (++_run > _limits.Run) Breach($"has a statement of more than {_limits.Run} tokens");
    }

    // "else" and "if" nest statements without a bracket.
    private void Word()
    {
        var start = _at;
        while (_at + 1 < _text.Length && (char.IsLetterOrDigit(_text[_at + 1]) || _text[_at + 1] == '_')) _at++;
        var word = _text[start..(_at + 1)];
        if (word.SequenceEqual("else") && ++_elses > _limits.Elses) Breach($"has more than {_limits.Elses} else branches");
    }

    private bool StartsInterpolation(out int dollars, out bool verbatim)
    {
        var at = _at;
        while (at < _text.Length && _text[at] == '$') at++;
        dollars = at - _at;
        verbatim = at < _text.Length && _text[at] == '@';
        if (verbatim) at++;
        var starts = at < _text.Length && _text[at] == '"';
        // A run of signs that starts nothing is passed over at once, or a long one would be counted from each of its signs.
        _at = starts ? at : at - 1;
        return starts;
    }

    // Stands on the first quote; reads to the end of the literal, descending into interpolations.
    private void Text(int dollars, bool verbatim)
    {
        var quotes = 0;
        while (_at + quotes < _text.Length && _text[_at + quotes] == '"') quotes++;
        var raw = quotes >= 3;
        if (!raw && quotes == 2)
        {
            _at += 2;
            return;
        }

        _at += raw ? quotes : 1;
        while (_at < _text.Length && _breach is null)
        {
            var c = Current;
            if (c == '\n')
            {
                _line++;
                if (!raw && !verbatim && dollars == 0) return;
            }

            if (c == '\\' && !raw && !verbatim) _at++;
            else if (c == '"' && EndsText(raw, verbatim, quotes)) return;
            else if (c == '{' && dollars > 0 && OpensInterpolation(dollars, raw)) Interpolation();

            _at++;
        }
    }

    private bool EndsText(bool raw, bool verbatim, int quotes)
    {
        if (!raw)
        {
            if (verbatim && Next == '"')
            {
                _at++;
                return false;
            }

            _at++;
            return true;
        }

        var run = 0;
        while (_at + run < _text.Length && _text[_at + run] == '"') run++;
        if (run < quotes)
        {
            _at += run - 1;
            return false;
        }

        _at += run;
        return true;
    }

    private bool OpensInterpolation(int dollars, bool raw)
    {
        var run = 0;
        while (_at + run < _text.Length && _text[_at + run] == '{') run++;
        _at += run - 1;
        return raw ? run >= dollars : run % 2 == 1;
    }

    private void Interpolation()
    {
        if (++_interpolations > _limits.Interpolations) Breach($"nests interpolated strings deeper than {_limits.Interpolations}");
        _at++;
        Code(untilBrace: true);
        _interpolations--;
    }

    private void SkipLine()
    {
        while (_at < _text.Length && Current != '\n') _at++;
    }

    private void SkipComment()
    {
        _at += 2;
        while (_at < _text.Length && !(Current == '*' && Next == '/'))
        {
            if (Current == '\n') _line++;
            _at++;
        }

        _at += 2;
    }

    private void SkipCharacter()
    {
        _at++;
        for (var length = 0; length < 10 && _at < _text.Length && Current is not ('\'' or '\n'); length++) _at += Current == '\\' ? 2 : 1;
        if (_at < _text.Length && Current == '\'') _at++;
    }

    private void Breach(string what) => _breach ??= new SourceBreach(what, _line);
}
