using System.Text;
using CsvPipeline;
using CsvPipeline.Tests;
using GradeBench.Contracts.CsvPipeline;

// A few examples of the contract in use. Add your own below: they are not graded, but they may save you a surprise.
const string People = """
    user_id,username,signup_date,is_active,monthly_spend
    1,ada,2024-02-29,true,120.50
    2,"Hopper, Grace",2023-12-09,FALSE,99.99
    3,linus,1991-08-25,yes,10
    4,barbara,2022-05-01,true,250

    """;

var check = new Check();

await check.That("Rows become users, in batches", async () =>
{
    var batches = await Collect(new Solution(new UserPipelineOptions { BatchSize = 2 }), People);

    Check.Equal("2, 1", string.Join(", ", batches.Select(batch => batch.Users.Count)));
    Check.Equal("ada, Hopper, Grace, barbara", string.Join(", ", batches.SelectMany(batch => batch.Users).Select(user => user.Username)));
});

await check.That("A row that is not valid is reported and costs no other", async () =>
{
    var batches = await Collect(new Solution(new UserPipelineOptions()), People);

    Check.Equal(new BadRow(4, RowProblem.Value, "is_active"), batches.SelectMany(batch => batch.BadRows).Single());
});

await check.That("A summary has the totals and the highest spenders", async () =>
{
    IUserPipeline pipeline = new Solution(new UserPipelineOptions());

    var summary = await pipeline.SummarizeAsync(new CsvSource("people.csv", Pieces(People)), CancellationToken.None);

    Check.Equal((3L, 2L, 1L, 156.83m), (summary.Users, summary.ActiveUsers, summary.BadRows, summary.AverageSpend));
    Check.Equal("barbara, ada", string.Join(", ", summary.TopSpenders.Select(user => user.Username)));
});

await check.That("A missing column is named", async () =>
{
    IUserPipeline pipeline = new Solution(new UserPipelineOptions());

    try
    {
        await pipeline.SummarizeAsync(new CsvSource("people.csv", Pieces("user_id,username,signup_date,is_active\n")), CancellationToken.None);
    }
    catch (CsvSourceException exception)
    {
        Check.Equal((CsvSourceProblem.MissingColumn, "monthly_spend"), (exception.Problem, exception.Column));
        return;
    }

    throw new InvalidOperationException("expected a CsvSourceException, but nothing was thrown");
});

check.Report();
return check.Failed == 0 ? 0 : 1;

static async Task<List<UserBatch>> Collect(IUserPipeline pipeline, string text)
{
    var batches = new List<UserBatch>();
    await foreach (var batch in pipeline.ReadBatchesAsync(new CsvSource("people.csv", Pieces(text)), CancellationToken.None))
        batches.Add(batch);

    return batches;
}

// As a slow download would: ten bytes at a time.
static async IAsyncEnumerable<byte[]> Pieces(string text)
{
    foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(10))
    {
        await Task.Yield();
        yield return piece;
    }
}
