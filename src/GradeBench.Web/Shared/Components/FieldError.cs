namespace GradeBench.Web.Shared.Components;

/// <summary>Something to correct in a form.</summary>
/// <param name="Field">Id of the field it is about; null when it is about no single one.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record FieldError(string? Field, string Message);
