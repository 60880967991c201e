using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Outcomes;

internal sealed class HireOutcomeMapping : IEntityTypeConfiguration<HireOutcome>
{
    public void Configure(EntityTypeBuilder<HireOutcome> builder)
    {
        builder.Property(outcome => outcome.SalaryBand).HasConversion<string>();
        builder.HasOne(outcome => outcome.Attempt).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(outcome => new { outcome.AttemptId, outcome.RecordedAt });
    }
}
