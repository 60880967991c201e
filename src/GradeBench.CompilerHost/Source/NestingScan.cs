namespace GradeBench.CompilerHost.Source;

/// <summary>What a scan found too much of, and on which line.</summary>
internal sealed record NestingBreach(string What, int Line);

/// <summary>
/// Counts, without parsing, what makes the compiler slow or deep: nested brackets, nested interpolations, nested lambdas,
/// arms, and chains of one-token prefixes. It reads comments and strings loosely; being wrong by one never matters.
/// </summary>
internal ref struct NestingScan
{
    private const int MaxBrackets = 256;
    private const int MaxInterpolations = 6;
    private const int MaxLambdas = 8;
    private const int MaxArms = 2000;
    private const int MaxOperators = 2000;
    private const int MaxElses = 2000;
    private const int MaxLinks = 1000;

    private readonly ReadOnlySpan<char> _text;
    private readonly Stack<char> _brackets = [];
    private readonly Stack<int> _lambdaDepths = [];
    private int _at;
    private int _line = 1;
    private int _arms;
    private int _prefixes;
    private int _elses;
    private int _links;
    private bool _afterCall;
    private int _angles;
    private int _interpolations;
    private NestingBreach? _breach;

    private NestingScan(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The first breach; null when the text is within all limits.</summary>
    public static NestingBreach? Run(string text)
    {
        var scan = new NestingScan(text);
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
        if (_brackets.Count > MaxBrackets) Breach($"nests brackets deeper than {MaxBrackets}");
    }

    private void Close()
    {
        _afterCall = Current == ')';
        if (Current == '}') _links = _prefixes = 0;
        if (_brackets.Count > 0) _brackets.Pop();
        while (_lambdaDepths.Count > 0 && _lambdaDepths.Peek() > _brackets.Count) _lambdaDepths.Pop();
    }

    private void Arrow()
    {
        if (++_arms > MaxArms) Breach($"has more than {MaxArms} lambdas and switch arms");
        _lambdaDepths.Push(_brackets.Count);
        if (_lambdaDepths.Count > MaxLambdas) Breach($"nests lambdas deeper than {MaxLambdas}");
    }

    private void Count()
    {
        var c = Current;
        if (char.IsWhiteSpace(c)) return;
        if (c is ',' or ';')
        {
            while (_lambdaDepths.Count > 0 && _lambdaDepths.Peek() >= _brackets.Count) _lambdaDepths.Pop();
        }

        _angles = c is '<' ? _angles + 1 : c is '>' or ';' or ')' or '{' ? 0 : _angles;
        if (_angles > MaxBrackets) Breach($"nests angle brackets deeper than {MaxBrackets}");

        _prefixes = c is '-' or '!' or '~' or '+' or '&' or '*' or '^' or '?' or ':' or '<' ? _prefixes + 1 : c is ';' or ',' ? 0 : _prefixes;
        if (_prefixes > MaxOperators) Breach($"chains more than {MaxOperators} operators in one expression");

        _links = c is '.' && _afterCall ? _links + 1 : c is ';' ? 0 : _links;
        _afterCall = false;
        if (_links > MaxLinks) Breach($"chains more than {MaxLinks} calls in one expression");

        if (char.IsLetter(c)) Word();
    }

    // "else" and "if" nest statements without a bracket.
    private void Word()
    {
        var start = _at;
        while (_at + 1 < _text.Length && (char.IsLetterOrDigit(_text[_at + 1]) || _text[_at + 1] == '_')) _at++;
        var word = _text[start..(_at + 1)];
        if (word.SequenceEqual("else") && ++_elses > MaxElses) Breach($"has more than {MaxElses} else branches");
    }

    private bool StartsInterpolation(out int dollars, out bool verbatim)
    {
        var at = _at;
        while (at < _text.Length && _text[at] == '$') at++;
        dollars = at - _at;
        verbatim = at < _text.Length && _text[at] == '@';
        if (verbatim) at++;
        if (at >= _text.Length || _text[at] != '"') return false;

        _at = at;
        return true;
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
        if (++_interpolations > MaxInterpolations) Breach($"nests interpolated strings deeper than {MaxInterpolations}");
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

    private void Breach(string what) => _breach ??= new NestingBreach(what, _line);
}
