#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GradeBench.Contracts.CsvPipeline;

public class Pipeline : IUserPipeline
{
    public UserPipelineOptions options;

    public Pipeline(UserPipelineOptions o)
    {
        options = o;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, CancellationToken cancellationToken)
    {
        // read the file
        List<byte> all = new List<byte>();
        await foreach (var bytes in source.Content)
        {
            all.AddRange(bytes);
        }

        string file = Encoding.ASCII.GetString(all.ToArray());

        // make the rows
        ArrayList rows = GetRows(file);
        List<User> users = new List<User>();
        foreach (dynamic row in rows)
        {
            users.Add(row);
        }

        yield return new UserBatch(users, null);
    }

    public ArrayList GetRows(string file)
    {
        ArrayList rows = new ArrayList();
        string[] lines = file.Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            try
            {
                dynamic cells = lines[i].Split(',');
                double spend = double.Parse(cells[4]);
                rows.Add(new User(Convert.ToInt32(cells[0]), cells[1], DateOnly.Parse(cells[2]), cells[3] == "true", (decimal)spend));
            }
            catch
            {
            }
        }

        return rows;
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        double total = 0;
        int count = 0;
        await foreach (var batch in ReadBatchesAsync(source, cancellationToken))
        {
            foreach (dynamic user in batch.Users)
            {
                total = total + (double)user.MonthlySpend;
                count = count + 1;
            }
        }

        // TODO the rest
        return new UserSummary(count, count, 0, (decimal)(total / count), new List<User>());
    }
}
