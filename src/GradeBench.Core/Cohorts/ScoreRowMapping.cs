using GradeBench.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts;

internal sealed class ScoreRowMapping : IEntityTypeConfiguration<ScoreRow>
{
    public void Configure(EntityTypeBuilder<ScoreRow> builder)
    {
        builder.ToTable("dimension_scores", "cohorts");
        builder.HasKey(score => new { score.RunId, score.Dimension });
        builder.HasOne<Run>().WithMany().HasForeignKey(score => score.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(score => score.Score).HasPrecision(3, 1);

        // One set of scores stands for a candidate; two workers that finish at once cannot both make theirs count.
        builder.HasIndex(score => new { score.CandidateId, score.AssessmentId, score.RubricVersionId, score.Dimension })
            .IsUnique().HasFilter("counts");

        // Answers the cohort summary from the index alone.
        builder.HasIndex(score => new { score.AssessmentId, score.RubricVersionId, score.Dimension, score.Cohort })
            .IncludeProperties(score => score.Score).HasFilter("counts");
    }
}
