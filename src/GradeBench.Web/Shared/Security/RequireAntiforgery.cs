using GradeBench.Web.Shared.Errors;
using Microsoft.AspNetCore.Antiforgery;

namespace GradeBench.Web.Shared.Security;

/// <summary>
/// Refuses a request that changes something unless it carries the token of a form of ours. It stands on the outermost
/// route group, so that a new route cannot forget it.
/// </summary>
internal sealed class RequireAntiforgery(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return await next(context);
        }

        try
        {
            // Read here, because the token check would report a body over the limit as a missing token.
            await request.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return ErrorAnswer.For(context.HttpContext, ErrorText.TooLarge);
        }
        catch (InvalidOperationException)
        {
            return ErrorAnswer.For(context.HttpContext, ErrorText.FormExpired);
        }

        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : ErrorAnswer.For(context.HttpContext, ErrorText.FormExpired);
    }
}
