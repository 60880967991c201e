using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Audit;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => entry.Sequence);

        // A trigger fills these three (see the first migration), so that no writer can give an entry its place in the chain.
        builder.Property(entry => entry.Sequence).ValueGeneratedOnAdd().HasDefaultValueSql("0");
        builder.Property(entry => entry.PreviousHash).ValueGeneratedOnAdd().HasDefaultValueSql("''::bytea");
        builder.Property(entry => entry.Hash).ValueGeneratedOnAdd().HasDefaultValueSql("''::bytea");

        // json, not jsonb: the hash is over the very text that was written.
        builder.Property(entry => entry.Details).HasColumnType("json");
        builder.HasIndex(entry => entry.Subject);
    }
}
