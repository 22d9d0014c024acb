using Messaging.Templates.Syntax;

namespace Messaging.Core.Tests.Templates.Syntax;

public sealed class CloseNamesTests
{
    [Theory]
    [InlineData("curency", "currency")]
    [InlineData("CURRENCY", "currency")]
    [InlineData("dtae", "date")]
    [InlineData("lokup", "lookup")]
    [InlineData("upper", "")]
    [InlineData("x", "")]
    public void Find_SuggestsWhatIsOneSlipAway(string name, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [expected], CloseNames.Find(name, ["currency", "date", "lookup", "default"]));

    [Fact]
    public void Ask_SeveralClose_NamesTheClosestFirst() => Assert.Equal("Did you mean 'invoice' or 'invoices'?", CloseNames.Ask("invoicee", ["invoices", "receipt", "invoice"]));

    [Fact]
    public void Ask_NothingClose_SaysNothing() => Assert.Equal("", CloseNames.Ask("abc", ["invoice"]));
}
