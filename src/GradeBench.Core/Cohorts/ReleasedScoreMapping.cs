using GradeBench.Core.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts;

internal sealed class ReleasedScoreMapping : IEntityTypeConfiguration<ReleasedScore>
{
    public void Configure(EntityTypeBuilder<ReleasedScore> builder)
    {
        builder.ToTable("released_scores", "cohorts", table => table.HasCheckConstraint("ck_released_scores_people", "people >= 0"));
        builder.HasKey(score => new
        {
            score.RubricVersionId,
            score.Population,
            score.Quarter,
            score.Cohort,
            score.Dimension,
            score.Score,
        });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(score => score.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(score => score.Score).HasPrecision(3, 1);
        builder.Property(score => score.Population).HasConversion<string>();
    }
}
