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

        // What waits to join or to leave the statistics is little at any time, and looked for after every run.
        builder.HasIndex(score => new { score.RubricVersionId, score.CandidateId }, "entering")
            .HasDatabaseName("ix_dimension_scores_entering").HasFilter("counts AND released_cohort IS NULL");
        builder.HasIndex(score => new { score.RubricVersionId, score.CandidateId }, "leaving")
            .HasDatabaseName("ix_dimension_scores_leaving").HasFilter("released_cohort IS NOT NULL AND (NOT counts OR cohort <> released_cohort)");
    }
}
