using GradeBench.Core.Invitations;
using GradeBench.Web.Reviewer.Queue;
using Microsoft.VisualBasic.FileIO;

namespace GradeBench.Web.Reviewer.Invitations;

/// <summary>One line of a list of people, and what is wrong with it.</summary>
/// <param name="Line">Counts the lines of the text from 1.</param>
/// <param name="Problem">Null when the line is right.</param>
public sealed record InvitationLine(long Line, string Name, string Email, string? Problem);

/// <summary>Reads a list of people from CSV: name and e-mail address, with or without a line of headings.</summary>
internal static class InvitationRows
{
    public static List<InvitationLine> Read(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = true };
        parser.SetDelimiters(Separator(csv));
        var (rows, seen) = (new List<InvitationLine>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        while (!parser.EndOfData && rows.Count <= InvitationBatch.Most)
        {
            var number = parser.LineNumber;
            string[] cells;
            try
            {
                cells = parser.ReadFields() ?? [];
            }
            catch (MalformedLineException)
            {
                rows.Add(new(number, "", "", "A quotation mark is not closed, or stands inside a cell without being doubled."));
                continue;
            }

            if (rows.Count == 0 && cells is [var first, var second, ..] && !second.Contains('@', StringComparison.Ordinal) && first.Contains("name", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var (name, email) = (cells.ElementAtOrDefault(0) ?? "", cells.ElementAtOrDefault(1) ?? "");
            rows.Add(new(number, name, email, Problem(cells, name, email, seen)));
        }

        return rows;
    }

    private static string? Problem(string[] cells, string name, string email, HashSet<string> seen)
    {
        if (cells.Length < 2)
        {
            return "A line has a name and an e-mail address, with a comma between them.";
        }

        var errors = new InvitationForm("", name, email).Check([new AssessmentChoice("", "")]);
        return errors.Count > 0 ? string.Join(' ', errors.Select(e => e.Message))
            : !seen.Add(email) ? "This address is in the list before."
            : null;
    }

    /// <summary>What stands between cells: many spreadsheets write a semicolon or a tab.</summary>
    private static string Separator(string csv)
    {
        var line = csv.Split('\n', 2)[0];
        return line.Contains('\t', StringComparison.Ordinal) ? "\t" : line.Contains(';', StringComparison.Ordinal) && !line.Contains(',', StringComparison.Ordinal) ? ";" : ",";
    }
}
