using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Webhooks;

internal sealed class WebhookMappings : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<OutboxEvent>, IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(webhook => webhook.Url).HasMaxLength(Webhook.LongestUrl);
    }

    public void Configure(EntityTypeBuilder<OutboxEvent> builder)
    {
        builder.ToTable("outbox_events");
        builder.HasKey(happened => happened.Sequence);
        builder.Property(happened => happened.Sequence).UseIdentityAlwaysColumn();
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(delivery => delivery.State).HasConversion<string>();
        builder.HasOne(delivery => delivery.Webhook).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(delivery => delivery.CreatedAt);
        builder.HasIndex(delivery => delivery.DueAt).HasFilter("state = 'Waiting'");
    }
}
