using System.Runtime.CompilerServices;
using GradeBench.Contracts.CsvPipeline;

namespace Enterprise.Csv;

/// <summary>
/// The façade of the CSV subsystem. It is composed of a tokenizer, a header binder, a set of column validators and a
/// set of aggregators, each of which can be replaced.
/// </summary>
public sealed class UserPipeline : IUserPipeline
{
    private readonly UserPipelineOptions _options;
    private readonly ITokenizerFactory _tokenizers;
    private readonly RowValidator _validator;

    public UserPipeline(UserPipelineOptions options)
        : this(options, new Rfc4180TokenizerFactory(), RowValidator.Default)
    {
    }

    private UserPipeline(UserPipelineOptions options, ITokenizerFactory tokenizers, RowValidator validator)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);

        _options = options;
        _tokenizers = tokenizers;
        _validator = validator;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(
        CsvSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);

        var builder = new BatchBuilder(_options.BatchSize);
        await foreach (var result in ProcessAsync(source, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A batch is complete when the next user does not fit any more.
            if (result is RowResult.Valid && builder.IsFull)
            {
                yield return builder.TakeBatch();
            }

            builder.Add(result);
        }

        if (!builder.IsEmpty)
        {
            yield return builder.TakeBatch();
        }
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);

        var aggregation = new UserAggregation();
        await foreach (var result in ProcessAsync(source, cancellationToken).ConfigureAwait(false))
        {
            aggregation.Accept(result);
        }

        return aggregation.ToSummary();
    }

    private async IAsyncEnumerable<RowResult> ProcessAsync(
        CsvSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tokenizer = _tokenizers.Create();
        HeaderBinding? binding = null;

        await foreach (var characters in new SourceDecoder(source).DecodeAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in tokenizer.Push(characters))
            {
                if (binding is null)
                {
                    binding = HeaderBinding.Bind(source, record);
                }
                else
                {
                    yield return _validator.Validate(binding, record);
                }
            }
        }

        foreach (var record in tokenizer.Complete())
        {
            if (binding is null)
            {
                binding = HeaderBinding.Bind(source, record);
            }
            else
            {
                yield return _validator.Validate(binding, record);
            }
        }

        if (binding is null)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
        }
    }
}
