using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>Whose timer it is: one of the submission (its follower and id) or one of the test itself.</summary>
internal readonly record struct TimerOwner(IClockFollower? Follower, ulong Id, LocalTimer? Local);

/// <summary>A timer waiting on the virtual clock; times in ticks.</summary>
internal sealed record ClockTimer(TimerOwner Owner, long Due, long Delay, long Period, long Order)
{
    public static readonly IComparer<ClockTimer> ByDueTime =
        Comparer<ClockTimer>.Create((a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order));

    public bool IsRemote => Owner.Follower is not null;
}
