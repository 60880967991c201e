using System.Globalization;
using System.Text.Json;
using Xunit.Sdk;

namespace GradeBench.Assessments.Judge;

/// <summary>How hidden tests are discovered: theories are taken apart, so that every case runs by itself.</summary>
internal sealed class DiscoveryOptions : ITestFrameworkDiscoveryOptions
{
    private readonly Dictionary<string, string?> _values = new() { ["xunit.discovery.PreEnumerateTheories"] = "True" };

    public TValue? GetValue<TValue>(string name)
    {
        if (!_values.TryGetValue(name, out var text) || text is null) return default;
        var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
        return (TValue)(type.IsEnum ? Enum.Parse(type, text) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture));
    }

    public void SetValue<TValue>(string name, TValue value) => _values[name] = Convert.ToString(value, CultureInfo.InvariantCulture);

    public string ToJson() => JsonSerializer.Serialize(_values);
}
