using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Notifications;

/// <summary>Base of every notice's template: it writes content from its data; the look and the text part come from here.</summary>
/// <typeparam name="TData">What <see cref="Notice.Data"/> was, read back from JSON.</typeparam>
public abstract class RazorNotice<TData>(MailRenderer renderer) : INoticeTemplate
{
    public abstract string Kind { get; }

    public virtual bool Sensitive => false;

    public async ValueTask<RenderedMail> RenderAsync(string dataJson, CancellationToken cancellation)
    {
        var data = JsonSerializer.Deserialize<TData>(dataJson, NoticeJson.Options) ?? throw new JsonException($"The data of a '{Kind}' notice is null.");
        var content = Write(data);
        return new RenderedMail(OneLine(content.Subject), await renderer.RenderAsync(content), content.ToText());
    }

    protected abstract MailContent Write(TData data);

    /// <summary>A line break in a subject would begin another header.</summary>
    private static string OneLine(string subject) => subject.ReplaceLineEndings(" ").Trim();
}

/// <summary>Renders <c>MailLayout.razor</c> to text outside any request.</summary>
public sealed class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync(MailContent content)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var html = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(MailLayout.Content)] = content });
        return await html.Dispatcher.InvokeAsync(async () => (await html.RenderComponentAsync<MailLayout>(parameters)).ToHtmlString());
    }
}
