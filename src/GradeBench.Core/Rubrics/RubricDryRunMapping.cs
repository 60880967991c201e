using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Rubrics;

internal sealed class RubricDryRunMapping : IEntityTypeConfiguration<RubricDryRun>
{
    public void Configure(EntityTypeBuilder<RubricDryRun> builder)
    {
        builder.Property(run => run.Bar).HasPrecision(3, 1);
        builder.Property(run => run.Report).HasJson();
        builder.HasIndex(run => new { run.DraftId, run.RanAt });
        builder.HasOne(run => run.Draft).WithMany().OnDelete(DeleteBehavior.Cascade);
    }
}
