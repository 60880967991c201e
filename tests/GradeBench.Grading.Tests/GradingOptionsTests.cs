using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GradeBench.Grading.Tests;

public sealed class GradingOptionsTests
{
    [Fact]
    public void A_grader_refuses_options_out_of_range()
    {
        var e = Assert.Throws<ValidationException>(() => new Grader(new GradingOptions { Lanes = 0 }));

        Assert.Contains("Lanes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registered_options_are_validated_when_the_host_starts()
    {
        using var services = new ServiceCollection().AddGrading(o => o.CompileCpu = TimeSpan.FromHours(1)).BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("Grading: The field CompileCpu must be between", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_grading_gives_one_grader()
    {
        await using var services = new ServiceCollection().AddGrading().BuildServiceProvider();

        Assert.IsType<Grader>(services.GetRequiredService<IGrader>());
        Assert.Same(services.GetRequiredService<IGrader>(), services.GetRequiredService<IGrader>());
    }
}
