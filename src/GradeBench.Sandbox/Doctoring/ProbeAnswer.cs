namespace GradeBench.Sandbox.Doctoring;

/// <summary>What a probe program printed, and how it ended.</summary>
internal sealed record ProbeAnswer(IReadOnlyList<KeyValuePair<string, string>> Lines, SandboxOutcome? Outcome)
{
    /// <returns>The last value of a key; empty when the probe did not get that far.</returns>
    public string this[string key] => Lines.LastOrDefault(line => line.Key == key).Value ?? "";

    public static ProbeAnswer Parse(string output, SandboxOutcome? outcome) =>
        new([.. from line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                let parts = line.Split('=', 2)
                select KeyValuePair.Create(parts[0], parts.ElementAtOrDefault(1) ?? "")], outcome);
}
