using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>A study as JSON, in full precision.</summary>
public static class CohortJson
{
    /// <summary>Raised when a reader of the old form would misread the new one.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },

        // An upper end of a ratio can be infinite, where nobody passed in the reference.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static byte[] Write(CohortStudy study, DateTimeOffset writtenAt) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Format,
            WrittenAt = writtenAt,
            Data = study.Report.Source.Population == Population.Generated ? "Generated demo data: nobody in it exists" : "People who submitted here",
            Rules = new { Disclosure.FewestShown, Disclosure.FewestCompared, Disclosure.FewestJudged },
            study.Report,
            study.Hires,
            study.Health,
            study.Fairness,
            Published = new
            {
                PublishedReference.Label,
                PublishedReference.Origin,
                Scores = from dimension in study.Report.Dimensions
                         from cohort in study.Report.Cohorts
                         let score = PublishedReference.Of(cohort.Cohort, dimension.Dimension)
                         where score is not null
                         select new { cohort.Cohort, dimension.Dimension, score.Mean, score.Spread },
            },
        },
        Options);
}
