using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Assessments;

internal sealed class PackVersionMapping : IEntityTypeConfiguration<PackVersion>
{
    public void Configure(EntityTypeBuilder<PackVersion> builder)
    {
        builder.HasIndex(pack => pack.ContentHash).IsUnique();
        builder.HasIndex(pack => new { pack.AssessmentId, pack.Version });
        builder.HasOne(pack => pack.Starter).WithMany().HasForeignKey(pack => pack.StarterSha256).OnDelete(DeleteBehavior.Restrict);
        builder.Property(pack => pack.Limits).HasJson();
        builder.Property(pack => pack.Behaviours).HasJson();
    }
}
