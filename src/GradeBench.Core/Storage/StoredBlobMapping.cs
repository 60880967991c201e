using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Storage;

internal sealed class StoredBlobMapping : IEntityTypeConfiguration<StoredBlob>
{
    public void Configure(EntityTypeBuilder<StoredBlob> builder)
    {
        builder.ToTable("blobs");
        builder.HasKey(blob => blob.Sha256);
        builder.Property(blob => blob.Sha256).HasMaxLength(64).IsFixedLength();
    }
}
