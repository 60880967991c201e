namespace GradeBench.Sandbox.Seccomp;

/// <summary>System calls no program in a sandbox has a use for. Everything else .NET does stays allowed, memfd_create and membarrier among it.</summary>
internal static class DeniedSystemCalls
{
    /// <summary>Refused openly.</summary>
    public static IReadOnlyList<SystemCall> NotPermitted { get; } =
    [
        // Other processes' memory and descriptors.
        new("ptrace", 101, 117),
        new("process_vm_readv", 310, 270),
        new("process_vm_writev", 311, 271),
        SystemCall.Everywhere("process_madvise", 440),
        SystemCall.Everywhere("process_mrelease", 448),
        SystemCall.Everywhere("pidfd_getfd", 438),
        new("kcmp", 312, 272),

        // Mounts and namespaces.
        new("mount", 165, 40),
        new("umount2", 166, 39),
        new("pivot_root", 155, 41),
        new("chroot", 161, 51),
        new("setns", 308, 268),
        new("unshare", 272, 97),

        // State that outlives the sandbox, or belongs to the whole machine.
        new("keyctl", 250, 219),
        new("add_key", 248, 217),
        new("request_key", 249, 218),
        new("bpf", 321, 280),
        new("perf_event_open", 298, 241),
        new("syslog", 103, 116),
        new("acct", 163, 89),
        new("quotactl", 179, 60),
        SystemCall.Everywhere("quotactl_fd", 443),
        new("reboot", 169, 142),
        new("kexec_load", 246, 104),
        new("kexec_file_load", 320, 294),
        new("init_module", 175, 105),
        new("finit_module", 313, 273),
        new("delete_module", 176, 106),
        new("swapon", 167, 224),
        new("swapoff", 168, 225),
        new("sethostname", 170, 161),
        new("setdomainname", 171, 162),
        new("settimeofday", 164, 170),
        new("clock_settime", 227, 112),
        new("clock_adjtime", 305, 266),
        new("adjtimex", 159, 171),

        // Hardware and old interfaces nobody here needs.
        new("iopl", 172, null),
        new("ioperm", 173, null),
        new("modify_ldt", 154, null),
        new("lookup_dcookie", 212, 18),
        new("uselib", 134, null),
        new("nfsservctl", 180, 42),
        new("vhangup", 153, 58),

        // Reaching files around the mount tree, and pages that are shared.
        new("name_to_handle_at", 303, 264),
        new("open_by_handle_at", 304, 265),
        new("fanotify_init", 300, 262),
        new("fanotify_mark", 301, 263),
        new("vmsplice", 278, 75),
    ];

    /// <summary>Answered as if the kernel were older, because callers fall back to something that is filtered.</summary>
    public static IReadOnlyList<SystemCall> NoSuchCall { get; } =
    [
        // Its flags are behind a pointer, where a filter cannot look.
        SystemCall.Everywhere("clone3", 435),

        // A second way to make system calls.
        SystemCall.Everywhere("io_uring_setup", 425),
        SystemCall.Everywhere("io_uring_enter", 426),
        SystemCall.Everywhere("io_uring_register", 427),

        // The new mount interface.
        SystemCall.Everywhere("open_tree", 428),
        SystemCall.Everywhere("open_tree_attr", 467),
        SystemCall.Everywhere("move_mount", 429),
        SystemCall.Everywhere("fsopen", 430),
        SystemCall.Everywhere("fsconfig", 431),
        SystemCall.Everywhere("fsmount", 432),
        SystemCall.Everywhere("fspick", 433),
        SystemCall.Everywhere("mount_setattr", 442),
        SystemCall.Everywhere("statmount", 457),
        SystemCall.Everywhere("listmount", 458),

        // Exploit helpers, and memory that the limit would not see.
        new("userfaultfd", 323, 282),
        SystemCall.Everywhere("memfd_secret", 447),

        // Memory placement, which is the machine's business.
        new("move_pages", 279, 239),
        new("migrate_pages", 256, 238),
        new("mbind", 237, 235),
        new("set_mempolicy", 238, 237),
        new("get_mempolicy", 239, 236),
        SystemCall.Everywhere("set_mempolicy_home_node", 450),

        // Filters on top of the filter.
        new("seccomp", 317, 277),
    ];
}
