using System.Globalization;

namespace GradeBench.CandidateHost;

/// <summary>
/// The culture submissions run in: numbers like 1.234,5 and dates like 31.12.2026. In the invariant one, which servers
/// mostly have, code that depends on the culture looks right until it is run elsewhere.
/// </summary>
internal static class ForeignCulture
{
    /// <summary>Makes it the culture of every thread. Nothing of the host itself may depend on the culture.</summary>
    public static void Enter()
    {
        // Not a culture by name: the sandbox may have no data about any.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        (culture.NumberFormat.CurrencyDecimalSeparator, culture.NumberFormat.CurrencyGroupSeparator) = (",", ".");
        (culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.ShortDatePattern) = (".", "dd.MM.yyyy");

        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.ReadOnly(culture);
    }
}
