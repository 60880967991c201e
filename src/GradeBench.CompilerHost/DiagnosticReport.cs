using System.Globalization;
using System.Text;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>What is passed on of the compiler's messages: errors first, at most 100 and 64 kB.</summary>
internal static class DiagnosticReport
{
    private const int MaxCount = 100;
    private const int MaxBytes = 64 * 1024;
    private const int MaxMessageCharacters = 1000;

    public static IReadOnlyList<ReportedDiagnostic> From(IEnumerable<Diagnostic> diagnostics)
    {
        var reported = new List<ReportedDiagnostic>();
        var bytes = 0;
        foreach (var diagnostic in diagnostics.Where(IsForPeople).OrderByDescending(d => d.Severity).ThenBy(Path, StringComparer.Ordinal)
                     .ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal))
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            if (message.Length > MaxMessageCharacters) message = message[..MaxMessageCharacters] + "…";
            bytes += Encoding.UTF8.GetByteCount(message) + diagnostic.Id.Length;
            if (reported.Count == MaxCount || bytes > MaxBytes) break;
            reported.Add(new ReportedDiagnostic(diagnostic.Id, Severity(diagnostic), message, SpanReport.From(diagnostic.Location)));
        }

        return reported;
    }

    // Hidden diagnostics are hints for editors ("unnecessary using").
    private static bool IsForPeople(Diagnostic diagnostic) => diagnostic.Severity != DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed;

    private static string Path(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath ?? "";

    private static ReportedSeverity Severity(Diagnostic diagnostic) => diagnostic.Severity switch
    {
        DiagnosticSeverity.Error => ReportedSeverity.Error,
        DiagnosticSeverity.Warning => ReportedSeverity.Warning,
        _ => ReportedSeverity.Info,
    };
}
