namespace GradeBench.Core.Outcomes;

/// <summary>Where a starting salary lies in the range the role was advertised with. A place in a range needs no currency and names no sum.</summary>
public enum SalaryBand
{
    BelowRange,
    LowerThird,
    MiddleThird,
    UpperThird,
    AboveRange,
}
