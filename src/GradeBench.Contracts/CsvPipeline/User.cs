namespace GradeBench.Contracts.CsvPipeline;

/// <summary>One valid row.</summary>
/// <param name="Id">Column <c>user_id</c>: a whole number from 1 to 9,223,372,036,854,775,807. Need not be unique.</param>
/// <param name="Username">Column <c>username</c>: exactly as it stands in the field. Has a character that is no blank.</param>
/// <param name="SignupDate">Column <c>signup_date</c>: a day of the calendar, written <c>2026-03-31</c>.</param>
/// <param name="IsActive">Column <c>is_active</c>: <c>true</c> or <c>false</c>, in upper or lower case.</param>
/// <param name="MonthlySpend">
/// Column <c>monthly_spend</c>: digits, perhaps a point and more digits. From 0 to 1,000,000,000,000, kept exactly.
/// </param>
public sealed record User(long Id, string Username, DateOnly SignupDate, bool IsActive, decimal MonthlySpend);
