using Messaging.Templates;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateCatalogTests
{
    private readonly TemplateCatalog _catalog = new([new Source("1", "invoice", "receipt"), new Source("2", "invoice", "reminder"), new Unlisted()]);

    [Fact]
    public async Task Get_InSeveralSources_TakesTheFirst()
    {
        Assert.Equal("1", (await _catalog.GetAsync("", "invoice", default)).Version);
        Assert.Equal("2", (await _catalog.GetAsync("", "reminder", default)).Version);
        Assert.Equal("hidden", (await _catalog.GetAsync("", "hidden", default)).Version);
    }

    [Fact]
    public async Task Find_AVersion_LooksInAllSources()
    {
        Assert.Equal("2", (await _catalog.FindAsync("", "invoice", "2", default))!.Version);
        Assert.Null(await _catalog.FindAsync("", "invoice", "3", default));
        Assert.Null(await _catalog.FindAsync("", "nothing", null, default));
    }

    [Theory]
    [InlineData("invocie", "There is no template 'invocie'. Did you mean 'invoice'?")]
    [InlineData("welcome", "There is no template 'welcome'. Call AddTemplate(\"welcome\", ...), or add a folder of that name to the one given to AddTemplateFolder(...).")]
    public async Task Get_Unknown_SaysWhatWasMeant(string code, string expected)
    {
        var e = await Assert.ThrowsAsync<TemplateException>(async () => await _catalog.GetAsync("", code, default));
        Assert.Equal((TemplateError.NotFound, code, expected), (e.Error, e.Template, e.Message));
    }

    private sealed class Source(string version, params string[] codes) : ITemplateSource
    {
        public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? wanted, CancellationToken cancellationToken) =>
            ValueTask.FromResult(codes.Contains(code) && (wanted is null || wanted == version) ? new TemplateVersion { Code = code, Version = version, Contents = [] } : null);

        public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>(codes);
    }

    private sealed class Unlisted : ITemplateSource
    {
        public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken) =>
            ValueTask.FromResult(code == "hidden" ? new TemplateVersion { Code = code, Version = "hidden", Contents = [] } : null);
    }
}
