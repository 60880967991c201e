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

        // Packs that were published before these were known say nothing about them.
        builder.Property(pack => pack.Examples).HasJson().HasDefaultValueSql("'[]'");
        builder.Property(pack => pack.FileRules).HasJson().HasDefaultValueSql("""'{"contractFiles":[],"ignoredFolders":[]}'""");
    }
}
