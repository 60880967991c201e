using GradeBench.Core.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Decisions;

internal sealed class ReleasedDecisionMapping : IEntityTypeConfiguration<ReleasedDecision>
{
    public void Configure(EntityTypeBuilder<ReleasedDecision> builder)
    {
        builder.ToTable("released_decisions", "cohorts", table => table.HasCheckConstraint("ck_released_decisions_people", "advanced BETWEEN 0 AND decided"));
        builder.HasKey(row => new { row.RubricVersionId, row.Population, row.Quarter, row.Cohort });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(row => row.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Population).HasConversion<string>();
    }
}
