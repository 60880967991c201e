using GradeBench.Core.Outcomes;

namespace GradeBench.Web.Reviewer.Outcomes;

/// <summary>How outcomes are called on pages.</summary>
public static class OutcomeNames
{
    public static string Of(SalaryBand band) => band switch
    {
        SalaryBand.BelowRange => "below the range",
        SalaryBand.LowerThird => "in its lower third",
        SalaryBand.MiddleThird => "in its middle third",
        SalaryBand.UpperThird => "in its upper third",
        _ => "above the range",
    };
}
