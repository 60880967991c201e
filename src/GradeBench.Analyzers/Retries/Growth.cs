namespace GradeBench.Analyzers.Retries;

/// <summary>How a value changes from one attempt to the next.</summary>
internal enum Growth
{
    Constant,
    Linear,
    Exponential,
}
