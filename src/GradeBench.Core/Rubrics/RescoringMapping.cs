using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Rubrics;

internal sealed class RescoringMapping : IEntityTypeConfiguration<Rescoring>
{
    public void Configure(EntityTypeBuilder<Rescoring> builder)
    {
        builder.ToTable("rescorings");
        builder.Property(rescoring => rescoring.State).HasConversion<string>();
        builder.HasOne(rescoring => rescoring.Assessment).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(rescoring => rescoring.RubricVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(rescoring => rescoring.RubricVersionId).IsUnique();
    }
}
