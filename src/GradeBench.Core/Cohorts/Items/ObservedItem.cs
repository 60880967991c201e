namespace GradeBench.Core.Cohorts.Items;

/// <summary>One item of one person's result.</summary>
/// <param name="Item">See <see cref="ItemId"/>.</param>
/// <param name="Value">What it is for this person, for example <c>passed</c> or a fact's value.</param>
/// <param name="Score">The item as a number: 1 or 0 for a behaviour.</param>
/// <param name="Rest">The person's score in everything of the kind but this item.</param>
/// <param name="Band">The rest score in ten equal steps, 0 to 9: people of one band are taken to be equally able.</param>
internal sealed record ObservedItem(string Item, string Value, decimal Score = 0, decimal Rest = 0, int Band = 0)
{
    public const int Bands = 10;

    /// <summary>Which step a share of the whole is in.</summary>
    public static int BandOf(decimal share) => Math.Clamp((int)(share * Bands), 0, Bands - 1);
}
