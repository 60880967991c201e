using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GradeBench.Rubrics;

/// <summary>
/// Reads a rubric from YAML. A wrong rubric is never used in part: everything that is wrong comes back at once, each
/// with its line, its place and what to do.
/// </summary>
public static class RubricLoader
{
    /// <param name="yaml">The rubric's text; rubrics/rubric.schema.json describes it.</param>
    /// <param name="file">Name used in problems, for example <c>rubrics/task-runner.yaml</c>.</param>
    /// <param name="vocabulary">What the rubric may refer to; null checks no references.</param>
    public static RubricLoading Load(string yaml, string file, RubricVocabulary? vocabulary = null)
    {
        var problems = new RubricProblems(file);
        if (yaml.Length > RubricLimits.MaxTextLength)
        {
            problems.Add(1, "", $"is longer than {RubricLimits.MaxTextLength / 1024} KiB: shorten it.");
            return new RubricLoading.Rejected(problems.InOrder());
        }

        if (Parse(yaml, problems) is not { } mapping) return new RubricLoading.Rejected(problems.InOrder());

        var root = new RubricNode(problems, mapping, "");

        var rubric = new RubricReader(vocabulary ?? new RubricVocabulary()).Read(root, Hash(yaml));
        return problems.Any ? new RubricLoading.Rejected(problems.InOrder()) : new RubricLoading.Loaded(rubric);
    }

    internal static YamlMappingNode? Parse(string yaml, RubricProblems problems)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            RefuseDeepNesting(parser);
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            problems.Add((int)Math.Max(1, e.Start.Line), "", $"is not valid YAML: {Sentence(e.InnerException?.Message ?? e.Message)} Correct this line first.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the parser throws in place of its own exception for some texts, such as a flow list that is never closed.
            var line = (int)Math.Max(1, parser.Current?.End.Line ?? 1);
            problems.Add(line, "", "is not valid YAML: a list or mapping that begins here is never closed. Close it, or put the text in quotes.");
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return root;

        problems.Add(1, "", "has to be one YAML document, a mapping with assessment, version, dimensions, criteria and gates.");
        return null;
    }

    // Loading the document is recursive and would overflow the stack; reading events is not.
    private static void RefuseDeepNesting(Parser parser)
    {
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > RubricLimits.MaxDepth)
            {
                throw new YamlException(parser.Current.Start, parser.Current.End, $"It is nested more than {RubricLimits.MaxDepth} deep.");
            }
        }
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    // Line ends do not change what a rubric says, so a checkout with CRLF has the same hash.
    private static string Hash(string yaml) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml.ReplaceLineEndings("\n"))));
}
