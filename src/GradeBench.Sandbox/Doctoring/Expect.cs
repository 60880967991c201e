namespace GradeBench.Sandbox.Doctoring;

/// <summary>Collects what a probe found otherwise than expected, and turns it into one finding.</summary>
internal sealed class Expect(string remedy)
{
    private readonly List<string> _wrong = [];

    public Expect That(bool isAsExpected, string otherwise)
    {
        if (!isAsExpected)
        {
            _wrong.Add(otherwise);
        }

        return this;
    }

    /// <summary>The probe, run where nothing holds it, must find what it looks for; otherwise its silence inside proves nothing.</summary>
    public Expect Control(bool found, string what) => That(found, $"the control outside did not find {what}, so this probe proves nothing here");

    public Expect Equal(string what, string expected, string actual) => That(expected == actual, $"{what} is '{actual}', expected '{expected}'");

    /// <summary>Every named answer of a probe must be this one.</summary>
    public Expect All(ProbeAnswer answer, IEnumerable<string> keys, string expected) =>
        keys.Aggregate(this, (expect, key) => expect.Equal(key, expected, answer[key]));

    public DoctorFinding ToFinding(string detail) =>
        _wrong.Count == 0 ? DoctorFinding.Passed(detail) : DoctorFinding.Failed(string.Join("; ", _wrong), remedy);
}
