using System.Net;
using System.Text.RegularExpressions;

namespace GradeBench.Cli.Up;

/// <summary>A form of one of our own pages, as far as the demo fills it in.</summary>
/// <param name="Action">The path it is sent to.</param>
/// <param name="Hidden">Its hidden fields, the antiforgery token among them.</param>
/// <param name="Choices">The values of its radio buttons by field name.</param>
/// <param name="Boxes">The values of its tick-boxes by field name.</param>
internal sealed partial record HtmlForm(
    string Action, IReadOnlyDictionary<string, string> Hidden, ILookup<string, string> Choices, IReadOnlyDictionary<string, string> Boxes)
{
    /// <summary>The form of the page whose action ends so; null when there is none.</summary>
    public static HtmlForm? Find(string html, string actionEnd)
    {
        foreach (Match form in Forms().Matches(html))
        {
            var action = WebUtility.HtmlDecode(form.Groups["action"].Value);
            if (action.EndsWith(actionEnd, StringComparison.Ordinal))
            {
                var inputs = Inputs().Matches(form.Groups["body"].Value).Select(input => Attributes(input.Value)).ToList();
                return new HtmlForm(
                    action,
                    inputs.Where(input => input.GetValueOrDefault("type") == "hidden").ToDictionary(input => input["name"], input => input.GetValueOrDefault("value", "")),
                    inputs.Where(input => input.GetValueOrDefault("type") == "radio").ToLookup(input => input["name"], input => input.GetValueOrDefault("value", "")),
                    inputs.Where(input => input.GetValueOrDefault("type") == "checkbox").ToDictionary(input => input["name"], input => input.GetValueOrDefault("value", "on")));
            }
        }

        return null;
    }

    private static Dictionary<string, string> Attributes(string tag) => AttributePairs().Matches(tag)
        .ToDictionary(pair => pair.Groups["name"].Value, pair => WebUtility.HtmlDecode(pair.Groups["value"].Value));

    [GeneratedRegex("""<form\b[^>]*\baction="(?<action>[^"]*)"[^>]*>(?<body>.*?)</form>""", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("\\b(?<name>[a-z-]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex AttributePairs();
}
