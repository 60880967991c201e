using System.Collections.Concurrent;
using System.Diagnostics;
using GradeBench.Contracts.TaskRunner;

namespace MyRunner
{
    // Parallel.ForEachAsync does the hard part (bounding), we only have to collect the results.
    public class Runner : ITaskRunner
    {
        private readonly int _workers;
        private long _total;
        private volatile bool _isDisposed;

        public Runner(TaskRunnerOptions options)
        {
            if (options.Workers.HasValue && options.Workers.Value <= 0)
            {
                throw new ArgumentException("Workers must be positive");
            }

            _workers = options.Workers ?? Environment.ProcessorCount;
        }

        public int Workers
        {
            get { return _workers; }
        }

        public long TotalFinished
        {
            get { return Interlocked.Read(ref _total); }
        }

        public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
        {
            if (_isDisposed)
            {
                throw new ObjectDisposedException("Runner");
            }

            // index -> result, because the results don't come in order
            var results = new ConcurrentDictionary<int, TaskOutcome>();

            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = _workers,
                CancellationToken = cancellationToken
            };

            await Parallel.ForEachAsync(Enumerable.Range(0, tasks.Count), options, async (i, token) =>
            {
                var task = tasks[i];
                var sw = Stopwatch.StartNew();

                try
                {
                    var output = await task.Work(token);
                    sw.Stop();
                    results[i] = new TaskOutcome(task.Id, true, output, null, sw.Elapsed);
                    Interlocked.Increment(ref _total);
                }
                catch (OperationCanceledException)
                {
                    // we were cancelled
                    throw;
                }
                catch (Exception e)
                {
                    sw.Stop();
                    results[i] = new TaskOutcome(task.Id, false, null, e.Message, sw.Elapsed);
                    Interlocked.Increment(ref _total);
                }
            });

            var list = new List<TaskOutcome>();
            for (int i = 0; i < tasks.Count; i++)
            {
                list.Add(results[i]);
            }

            return list;
        }

        public ValueTask DisposeAsync()
        {
            _isDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
