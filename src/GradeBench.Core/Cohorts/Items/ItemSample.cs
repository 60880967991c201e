namespace GradeBench.Core.Cohorts.Items;

/// <summary>Whose items are counted together.</summary>
internal enum ItemSample
{
    /// <summary>Everybody who was graded, with the submission that stands for them.</summary>
    Graded,

    /// <summary>Everybody of whom it is known whether they were hired.</summary>
    Decided,

    /// <summary>Everybody who was graded and said how long they worked.</summary>
    Stated,
}
