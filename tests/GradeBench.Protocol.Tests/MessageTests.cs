using System.Text;

namespace GradeBench.Protocol.Tests;

/// <summary>Bodies that are not strict JSON messages are refused with the rule they break.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("", ProtocolRule.NotJson)]
    [InlineData("[]", ProtocolRule.NotJson)]
    [InlineData("{\"type\":\"answer\"} {}", ProtocolRule.NotJson)]
    [InlineData("{\"type\":\"answer\",}", ProtocolRule.NotJson)]
    [InlineData("{\"type\":\"answer\",\"result\":NaN}", ProtocolRule.NotJson)]
    [InlineData("{\"type\":\"answer\",\"result\":\"\\ud800\"}", ProtocolRule.NotJson)]
    [InlineData("{\"type\":\"answer\",\"result\":1,\"result\":2}", ProtocolRule.DuplicateMember)]
    [InlineData("{\"type\":\"answer\",\"result\":{\"a\":1,\"\\u0061\":2}}", ProtocolRule.DuplicateMember)]
    [InlineData("{\"type\":\"answer\",\"result\":1e999}", ProtocolRule.Number)]
    [InlineData("{\"type\":\"answer\",\"result\":-1e999}", ProtocolRule.Number)]
    [InlineData("{\"id\":1}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":7}", ProtocolRule.MessageShape)]
    public void Bad_bodies_are_named(string body, ProtocolRule rule)
    {
        var violation = Assert.Throws<ProtocolViolationException>(() => Message.Parse(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(rule, violation.Rule);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var violation = Assert.Throws<ProtocolViolationException>(() => Message.Parse([.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

        Assert.Equal(ProtocolRule.NotJson, violation.Rule);
    }

    [Fact]
    public void Long_numbers_and_deep_nesting_are_refused()
    {
        var number = Assert.Throws<ProtocolViolationException>(() => Message.Parse(Encoding.UTF8.GetBytes($"{{\"type\":\"x\",\"n\":{new string('1', 65)}}}")));
        var depth = Assert.Throws<ProtocolViolationException>(() => Message.Parse(
            Encoding.UTF8.GetBytes($"{{\"type\":\"x\",\"n\":{new string('[', 100_000)}{new string(']', 100_000)}}}")));

        Assert.Equal(ProtocolRule.Number, number.Rule);
        Assert.Equal(ProtocolRule.NotJson, depth.Rule);
    }

    [Theory]
    [InlineData("{\"type\":\"x\",\"id\":\"00000000000000A5\"}")]
    [InlineData("{\"type\":\"x\",\"id\":\"a5\"}")]
    [InlineData("{\"type\":\"x\",\"id\":165}")]
    [InlineData("{\"type\":\"x\"}")]
    public void An_id_is_sixteen_lower_case_digits(string body)
    {
        var message = Message.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Equal(ProtocolRule.MessageShape, Assert.Throws<ProtocolViolationException>(() => message.Id()).Rule);
    }

    [Fact]
    public void Members_nobody_reads_are_refused_and_quoted_without_control_characters()
    {
        var message = Message.Parse("{\"type\":\"x\",\"\\u001b[2J\":1}"u8.ToArray());

        var violation = Assert.Throws<ProtocolViolationException>(() => message.AllowOnly("id"));

        Assert.Equal(ProtocolRule.MessageShape, violation.Rule);
        Assert.DoesNotContain(violation.Message, char.IsControl);
    }
}
