using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Decisions;

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.Property(decision => decision.Outcome).HasConversion<string>();
        builder.Property(decision => decision.Reason).HasMaxLength(Decision.LongestReason);
        builder.Property(decision => decision.CriterionId).HasMaxLength(100);
        builder.HasOne(decision => decision.Attempt).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(decision => decision.Submission).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(decision => decision.RubricVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(decision => new { decision.AttemptId, decision.DecidedAt });
    }
}
