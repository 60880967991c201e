using GradeBench.Core.Receipts;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;

namespace GradeBench.Core.Tests.Receipts;

public sealed class ReceiptTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_receipt_is_found_however_its_number_is_typed()
    {
        var upload = await _app.Data.SubmissionAsync();
        var number = ReceiptCode.Of(upload.SubmissionId);

        foreach (var typed in new[] { number, number.ToLowerInvariant(), $" {number[3..]} ", number.Replace('-', ' '), number.Replace("-", "", StringComparison.Ordinal) })
        {
            var found = await FindAsync(typed);
            Assert.Equal((number, upload.Sha256), (found?.Number, found?.Sha256));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB-")]
    [InlineData("GB-0000-0000-0000")]
    [InlineData("GB-3F2A-91BC-77D0-1111")]
    [InlineData("'; DROP TABLE submissions; --")]
    public async Task What_is_no_receipt_is_not_found(string typed) => Assert.Null(await FindAsync(typed));

    [Fact]
    public async Task The_signature_is_the_same_each_time_and_another_for_every_value_that_is_changed()
    {
        var receipt = (await FindAsync(ReceiptCode.Of((await _app.Data.SubmissionAsync()).SubmissionId)))!;
        Receipt[] changed =
        [
            receipt with { Number = "GB-0000-0000-0001" }, receipt with { Assessment = "other" }, receipt with { Sha256 = new string('0', 64) },
            receipt with { Bytes = receipt.Bytes + 1 }, receipt with { ReceivedAt = receipt.ReceivedAt.AddTicks(10) }, receipt with { PackVersion = "other" },
            receipt with { RubricVersion = "9.9.9" }, receipt with { RubricSha256 = "other" }, receipt with { StarterSha256 = "other" },
        ];

        var signatures = new List<string> { (await SignAsync(receipt)).Signature };
        foreach (var other in changed)
        {
            signatures.Add((await SignAsync(other)).Signature);
        }

        Assert.Equal(receipt.Signature, signatures[0]);
        Assert.Equal(signatures.Count, signatures.Distinct().Count());
    }

    private Task<Receipt?> FindAsync(string typed) => _app.UseAsync((ReceiptReader s) => s.FindAsync(typed, CancellationToken));

    private Task<Receipt> SignAsync(Receipt receipt) => _app.UseAsync((ReceiptSigner s) => s.SignAsync(receipt, CancellationToken));
}
