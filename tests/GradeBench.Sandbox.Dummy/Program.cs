using GradeBench.Sandbox;

// A second process that uses the sandbox, so that tests can kill it or start it as somebody else.
switch (args)
{
    // Holds sandboxes until it is killed; tells when they run.
    case ["hold", var probeFolder, var count]:
        var launcher = await SandboxLauncher.CreateAsync();
        for (var started = 0; started < int.Parse(count, System.Globalization.CultureInfo.InvariantCulture); started++)
        {
            var process = await launcher.StartAsync(new SandboxSpec
            {
                AppFolder = probeFolder,
                EntryAssembly = "GradeBench.SandboxProbe.dll",
                Arguments = ["daemonise"],
                ProtectsCode = false,
                Limits = new SandboxLimits { WallTime = null },
            });
            using var output = new StreamReader(process.Output, leaveOpen: true);
            while (await output.ReadLineAsync() is { } line && line != "daemonised=1")
            {
            }
        }

        Console.WriteLine("holding");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;

    case ["examine", var probeFolder]:
        var isFit = true;
        await foreach (var result in new Doctor(probeFolder).ExamineAsync())
        {
            Console.WriteLine($"{result.Verdict} {result.Id} {result.Title}: {result.Detail}");
            isFit &= !result.IsBlocking;
        }

        return isFit ? 0 : 3;

    default:
        return 2;
}
