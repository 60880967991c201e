using GradeBench.Core.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Items;

internal sealed class WaitingItemMapping : IEntityTypeConfiguration<WaitingItem>
{
    public void Configure(EntityTypeBuilder<WaitingItem> builder)
    {
        builder.ToTable("waiting_items", "cohorts");
        builder.HasKey(count => new { count.RubricVersionId, count.Sample, count.Item, count.Value });
        Common(builder);
    }

    internal static void Common<T>(EntityTypeBuilder<T> builder) where T : ItemCount
    {
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(count => count.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(count => count.Sample).HasConversion<string>();
        builder.Property(count => count.Item).HasMaxLength(ItemId.Longest);
        builder.Property(count => count.Value).HasMaxLength(ItemId.Longest);
    }
}

internal sealed class ReleasedItemMapping : IEntityTypeConfiguration<ReleasedItem>
{
    public void Configure(EntityTypeBuilder<ReleasedItem> builder)
    {
        builder.ToTable("released_items", "cohorts", table => table.HasCheckConstraint("ck_released_items_people", "hired BETWEEN 0 AND people"));
        builder.HasKey(count => new { count.RubricVersionId, count.Population, count.Sample, count.Quarter, count.Item, count.Value });
        builder.Property(count => count.Population).HasConversion<string>();
        WaitingItemMapping.Common(builder);
    }
}
