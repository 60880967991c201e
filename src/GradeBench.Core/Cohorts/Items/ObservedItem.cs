namespace GradeBench.Core.Cohorts.Items;

/// <summary>One item of one person's result.</summary>
/// <param name="Item">See <see cref="ItemId"/>.</param>
/// <param name="Value">What it is for this person, for example <c>passed</c> or a fact's value.</param>
/// <param name="Score">The item as a number: 1 or 0 for a behaviour.</param>
/// <param name="Rest">The person's score in everything of the kind but this item.</param>
internal sealed record ObservedItem(string Item, string Value, decimal Score = 0, decimal Rest = 0);
