using GradeBench.Protocol.Tests.Late;

namespace GradeBench.Protocol.Tests;

/// <summary>A contract's exceptions cross with their values, and nothing is made of values that make no sense.</summary>
public sealed class ContractErrorTests
{
    public ContractErrorTests() => RemoteErrors.Register(typeof(ILate));

    [Fact]
    public void An_exception_of_a_contract_brings_its_values_and_its_cause()
    {
        var sent = new LateException("IC 7", LateReason.Snow, 12, innerException: new IOException("Points frozen."));

        var made = Assert.IsType<LateException>(RemoteErrors.Rebuild(RemoteError.From(sent)));

        Assert.Equal(("IC 7", LateReason.Snow, 12, null, "IC 7 is late."), (made.Train, made.Reason, made.Minutes, made.Excuse, made.Message));
        Assert.IsType<IOException>(made.InnerException);
    }

    [Theory]
    [InlineData("Reason", "Wind")]
    [InlineData("Reason", "1")]
    [InlineData("Minutes", "many")]
    [InlineData("Minutes", "4294967296")]
    [InlineData("Train", null)]
    public void It_is_not_made_when_a_value_is_missing_or_makes_no_sense(string property, string? value)
    {
        var sent = RemoteError.From(new LateException("IC 7", LateReason.Snow, 12));
        var values = sent.Properties.Where(p => p.Key != property).ToDictionary();
        if (value is not null) values.Add(property, value);

        var made = Assert.IsType<RemoteException>(RemoteErrors.Rebuild(sent with { Properties = values }));

        Assert.Equal(typeof(LateException).FullName, made.TypeName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(12)]
    public void Addresses_cross_and_numbers_may_be_null(int? platform)
    {
        var sent = new LostException(new Uri("http://127.0.0.1:80/seen"), platform, new IOException("No signal."));

        var made = Assert.IsType<LostException>(RemoteErrors.Rebuild(RemoteError.From(sent)));

        Assert.Equal((sent.LastSeen, platform), (made.LastSeen, made.Platform));
    }

    [Theory]
    [InlineData("Platform", "nine")]
    [InlineData("LastSeen", "http://:::")]
    [InlineData("LastSeen", null)]
    public void A_value_that_may_be_null_makes_sense_where_it_is_there(string property, string? value)
    {
        var sent = RemoteError.From(new LostException(new Uri("http://127.0.0.1/"), 12, new IOException()));
        var values = sent.Properties.Where(p => p.Key != property).ToDictionary();
        if (value is not null) values.Add(property, value);

        Assert.IsType<RemoteException>(RemoteErrors.Rebuild(sent with { Properties = values }));
    }
}
