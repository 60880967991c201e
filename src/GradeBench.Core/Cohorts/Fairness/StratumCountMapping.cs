using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Fairness;

internal sealed class StratumCountMapping : IEntityTypeConfiguration<StratumCount>
{
    public void Configure(EntityTypeBuilder<StratumCount> builder)
    {
        builder.ToTable("item_strata", "cohorts");
        builder.HasKey(count => new { count.RubricVersionId, count.Population, count.Item, count.Cohort, count.Band });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(count => count.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(count => count.Population).HasConversion<string>();
        builder.Property(count => count.Item).HasMaxLength(ItemId.Longest);
    }
}

internal sealed class StrataStepMapping : IEntityTypeConfiguration<StrataStep>
{
    public void Configure(EntityTypeBuilder<StrataStep> builder)
    {
        builder.ToTable("strata_steps", "cohorts");
        builder.HasKey(step => new { step.RubricVersionId, step.Population, step.Cohort });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(step => step.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(step => step.Population).HasConversion<string>();
    }
}
