using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>
/// Makes users up, others in every run. Their ids differ, their names are plain and their amounts whole: what is special
/// is for the test to add, so that each test decides one thing.
/// </summary>
internal sealed class People(ulong seed)
{
    private readonly Random _random = new(unchecked((int)(seed ^ (seed >> 32))));
    private long _lastId;

    public Random Random => _random;

    public User Next() => new(
        _lastId += _random.Next(1, 1000),
        Name(_random.Next(3, 12)),
        new DateOnly(2000, 1, 1).AddDays(_random.Next(9000)),
        _random.Next(2) == 0,
        _random.Next(5000));

    public User[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Random small letters.</summary>
    public string Name(int length) => string.Create(length, _random, static (letters, random) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = (char)('a' + random.Next(26));
    });
}
