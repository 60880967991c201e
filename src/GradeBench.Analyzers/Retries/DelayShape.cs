namespace GradeBench.Analyzers.Retries;

/// <summary>What is known of a value computed in a retry: how it grows, whether chance is in it, and how it depends on its own last value.</summary>
internal readonly record struct DelayShape(Growth Growth, bool Jitter = false, SelfUse Self = SelfUse.None)
{
    public static readonly DelayShape Constant = new(Growth.Constant);
    public static readonly DelayShape Linear = new(Growth.Linear);
    public static readonly DelayShape Exponential = new(Growth.Exponential);

    /// <summary>Both values flow into the result, whichever way: a sum, a minimum, a choice.</summary>
    public DelayShape Join(DelayShape other) => new(Larger(Growth, other.Growth), Jitter || other.Jitter, Self > other.Self ? Self : other.Self);

    public DelayShape Plus(DelayShape other) => Join(other) with
    {
        Self = (Self, other.Self) switch
        {
            // d + d doubles; d + step adds.
            (not SelfUse.None, not SelfUse.None) => SelfUse.Multiplied,
            (SelfUse.Same, _) or (_, SelfUse.Same) => SelfUse.Added,
            _ => Self > other.Self ? Self : other.Self,
        },
    };

    public DelayShape Times(DelayShape other) => Join(other) with
    {
        Self = Self == SelfUse.None && other.Self == SelfUse.None ? SelfUse.None : SelfUse.Multiplied,
    };

    private static Growth Larger(Growth one, Growth other) => one > other ? one : other;
}

/// <summary>How an assignment uses the variable's own last value.</summary>
internal enum SelfUse
{
    None,

    /// <summary>Unchanged, for example capped.</summary>
    Same,

    /// <summary>Something was added to it.</summary>
    Added,

    /// <summary>It was multiplied.</summary>
    Multiplied,
}
