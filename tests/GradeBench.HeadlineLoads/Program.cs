using System.Globalization;
using System.Text.Json;
using GradeBench.HeadlineLoads;

// Started by the benchmarks, in a process of its own because its peak memory is part of the result.
if (args is not [var assessment, var count] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
{
    Console.Error.WriteLine("Usage: GradeBench.HeadlineLoads async-client|csv-pipeline|task-runner COUNT");
    return 2;
}

var result = assessment switch
{
    "async-client" => await ClientLoad.RunAsync(number),
    "csv-pipeline" => await CsvLoad.RunAsync(number),
    "task-runner" => await TaskLoad.RunAsync(number),
    _ => throw new ArgumentException($"There is no load for '{assessment}'."),
};
Console.WriteLine(JsonSerializer.Serialize(result));
return 0;
