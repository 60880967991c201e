using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GradeBench.Analyzers.Tests.Verification;

/// <summary>A piece of code with expected diagnostics marked in it: <c>{|GB0501:M|}</c>.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<(string Id, TextSpan Span)> Marks)
{
    private const string Opening = "{|";
    private const string Closing = "|}";

    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var marks = new List<(string, TextSpan)>();
        for (var at = 0; at < marked.Length; at++)
        {
            if (marked.AsSpan(at).StartsWith(Opening, StringComparison.Ordinal) && marked.IndexOf(':', at) is var colon and > 0)
            {
                open.Push((marked[(at + Opening.Length)..colon], text.Length));
                at = colon;
            }
            else if (open.Count > 0 && marked.AsSpan(at).StartsWith(Closing, StringComparison.Ordinal))
            {
                var (id, start) = open.Pop();
                marks.Add((id, TextSpan.FromBounds(start, text.Length)));
                at += Closing.Length - 1;
            }
            else
            {
                text.Append(marked[at]);
            }
        }

        return open.Count == 0 ? new MarkedSource(text.ToString(), marks) : throw new FormatException($"The mark {open.Peek().Id} is not closed.");
    }
}
