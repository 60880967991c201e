using System.Globalization;
using GradeBench.Core.Outcomes;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Reviewer.Outcomes;

/// <summary>An outcome as it was filled in, so that nobody types it twice.</summary>
public sealed record OutcomeForm(string Hired, string Weeks, string Salary, string Year)
{
    public static OutcomeForm Blank { get; } = new("", "", "", "");

    internal static async Task<OutcomeForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        return new(form["hired"].ToString(), form["weeks"].ToString().Trim(), form["salary"].ToString(), form["year"].ToString());
    }

    /// <summary>What was meant, or what is wrong with it.</summary>
    internal (NewOutcome? Outcome, IReadOnlyList<FieldError> Errors) Check(Guid submission)
    {
        var errors = new List<FieldError>();
        var hired = Hired switch { "yes" => true, "no" => false, _ => (bool?)null };
        if (hired is null)
        {
            errors.Add(new("hired", "Say whether the person was hired."));
        }

        if (hired == false && (Weeks, Salary, Year) != ("", "", ""))
        {
            errors.Add(new("hired", "Leave weeks, salary and first year empty for somebody who was not hired."));
        }

        int? weeks = int.TryParse(Weeks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= HireOutcome.MostWeeks ? number : null;
        if (weeks is null && Weeks.Length > 0)
        {
            errors.Add(new("weeks", $"Give whole weeks from 0 to {HireOutcome.MostWeeks}, or leave it empty."));
        }

        var salary = Enum.GetValues<SalaryBand>().Where(band => band.ToString() == Salary).Select(band => (SalaryBand?)band).FirstOrDefault();
        if (salary is null && Salary.Length > 0)
        {
            errors.Add(new("salary", "Choose one of the places in the range, or leave it open."));
        }

        bool? year = Year switch { "yes" => true, "no" => false, _ => null };
        return (errors.Count > 0 ? null : new NewOutcome(submission, hired!.Value, weeks, salary, year), errors);
    }
}
