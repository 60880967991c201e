namespace GradeBench.Sandbox.Launch;

/// <summary>
/// What runs between our process and bubblewrap: joins the control group BEFORE anything else exists, so nothing can be
/// forked outside it, opens the descriptors bubblewrap reads, and gives up our environment and user id.
/// </summary>
internal static class WrapperScript
{
    /// <summary>The exit code that means the wrapper itself failed, before the program existed.</summary>
    public const int Failed = 125;

    // `env -i`, because /proc/1/environ in the sandbox is bubblewrap's own environment; `--args 8`, because
    // /proc/1/cmdline is bubblewrap's own command line. Descriptor 7 is where bubblewrap reports.
    public const string Text = """
        for p in $GROUPS_TO_JOIN; do echo 0 > "$p" || exit 125; done
        ulimit -c 0 && ulimit -n "$OPEN_FILES" || exit 125
        exec 7>>"$STATUS" 8<"$ARGUMENTS" 9<"$FILTER" || exit 125
        exec env -i $LOWER_LIMITS $CHANGE_USER "$BUBBLEWRAP" --args 8 -- "$@"
        """;
}
