namespace GradeBench.Web.Shared.Errors;

/// <summary>What a page says when it cannot show what was asked for: what happened, and what to do.</summary>
/// <param name="Status">The HTTP status it goes with.</param>
/// <param name="Way">Where a reader can go from here; null where the page before is the place.</param>
public sealed record ErrorText(int Status, string Title, string Sentence, string Advice, WayOn? Way = null)
{
    public static ErrorText NotFound { get; } = new(404, "This page does not exist",
        "The address leads to nothing we can show you.",
        "If you followed a personal link, copy the whole address from your message: it is long, and some mail programs break it.",
        new WayOn("/", "To the first page"));

    public static ErrorText Forbidden { get; } = new(403, "You may not open this page",
        "You are signed in, but your role does not include this page.",
        "Ask an administrator if you need it, or go back to the submissions.",
        new WayOn("/review", "To the submissions"));

    public static ErrorText FormExpired { get; } = new(400, "This form is too old to send",
        "Nothing was changed. Forms are valid for the browser session they were opened in.",
        "Go back, reload the page and send the form again.");

    public static ErrorText TooMany { get; } = new(429, "That was too often",
        "We have received many requests from you in a short time. Nothing was changed.",
        "Wait a minute, then try again.");

    public static ErrorText TooLarge { get; } = new(413, "The upload is too large",
        "Nothing was stored.",
        "Leave out bin, obj, .git and packages and upload again; the limits are stated beside the form.");

    public static ErrorText DatabaseDown { get; } = new(503, "We cannot reach our database right now",
        "This is our fault, not yours. Nothing was stored by what you just did; everything you sent before is safe.",
        "Try again in a minute. Your deadline is kept on our side, and time lost through our fault is not counted against you: say so when you reply to your invitation.");

    public static ErrorText Broken { get; } = new(500, "Something went wrong on our side",
        "This is our fault, not yours. It was recorded.",
        "Try again; if it happens twice, tell the people who sent you here what you were doing.");

    public static ErrorText Of(int status) => status switch
    {
        403 => Forbidden,
        404 => NotFound,
        413 => TooLarge,
        429 => TooMany,
        503 => DatabaseDown,
        >= 500 => Broken,
        _ => new(status, "This request makes no sense to us", "Nothing was changed.", "Go back, reload the page and try again."),
    };
}

/// <summary>A page to go to, and what its link says.</summary>
public sealed record WayOn(string Address, string Text);
