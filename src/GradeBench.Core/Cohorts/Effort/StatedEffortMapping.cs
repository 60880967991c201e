using GradeBench.Core.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Effort;

internal sealed class StatedEffortMapping : IEntityTypeConfiguration<StatedEffort>
{
    public void Configure(EntityTypeBuilder<StatedEffort> builder)
    {
        builder.ToTable("stated_efforts", "cohorts");
        builder.HasKey(effort => effort.AttemptId);
        builder.Property(effort => effort.Hours).HasPrecision(4, 1);
        builder.HasOne<Attempt>().WithOne().HasForeignKey<StatedEffort>(effort => effort.AttemptId).OnDelete(DeleteBehavior.Cascade);
    }
}
