using System.CommandLine;
using GradeBench.Cli;
using GradeBench.Cli.Commands;

var root = new RootCommand("Grades take-home programming assessments, each submission in a sandbox.")
{
    GradeCommand.Create(),
    DoctorCommand.Create(),
    UpCommand.Create(),
    AuditPackCommand.Create(),
    PackCommand.Create(),
    UserCommand.Create(),
};

// A path may begin with @; it never names a file of further arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,

    // Stopping a database, a web server and a worker in order takes longer than the default two seconds.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
});
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
