using System.Text.Json;
using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class DataNodeTests
{
    private readonly RootNode _root = new(
        TemplateData.Parse("""{"a":{"b":{"c":1}},"items":[{"x":1},[2,null]],"n":null,"t":"text"}""").Members, new RenderPass(Render.Context, new ManualTimeProvider()));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "a.b")]
    [InlineData("items 1", "items[1]")]
    [InlineData("n", "n")]
    [InlineData("items 0 y", "items[0].y")]
    [InlineData("items 1 1", "items[1][1]")]
    [InlineData("items 9 deep", "items[9].deep")]
    [InlineData("items length", "items.length")]
    [InlineData("gone a b", "gone.a.b")]
    public void Path_LeadsFromTheRoot(string members, string expected) => Assert.Equal(expected, Assert.IsAssignableFrom<DataNode>(Follow(members)).Path);

    [Theory]
    [InlineData("a b c", 1L)]
    [InlineData("t", "text")]
    [InlineData("items 1 0", 2L)]
    public void Member_OfAPlainValue_IsThatValue(string members, object expected) => Assert.Equal(expected, Follow(members));

    [Fact]
    public void Root_HasNoPathAndCarriesItsPass()
    {
        Assert.Equal("", _root.Path);
        Assert.NotNull(_root.Pass);
    }

    [Fact]
    public void Items_OfAnObject_HaveTheirNames() =>
        Assert.Equal("a items n t", string.Join(' ', _root.Items.Select(i => i.Key)));

    [Fact]
    public void Items_OfAList_HaveTheirIndex()
    {
        var list = Assert.IsType<ListNode>(Follow("items 1"));
        Assert.Equal([0, 1], list.Items.Select(i => i.Key));
        Assert.Equal("items[1][1]", Assert.IsType<MissingValue>(list.Items.Last().Value).Path);
    }

    [Fact]
    public void Missing_WithoutParent_KnowsThatItsPathIsNotWhole()
    {
        Assert.True(new MissingValue(null, "Length").IsDetached);
        Assert.True(((MissingValue)new MissingValue(null, "Length").Member("x")).IsDetached);
        Assert.False(new MissingValue(null, "a.b", isWhole: true).IsDetached);
        Assert.False(((MissingValue)_root.Member("gone")).IsDetached);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e300", 1e300)]
    [InlineData("true", true)]
    [InlineData("\"x\"", "x")]
    public void Read_Json_KeepsKinds(string json, object expected) => Assert.Equal(expected, Read(json));

    [Fact]
    public void Read_Decimals_KeepTheirDigits()
    {
        Assert.Equal("1500.00", Assert.IsType<decimal>(Read("1500.00")).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(9223372036854775808m, Read("9223372036854775808"));
    }

    private static object? Read(string json)
    {
        using var document = JsonDocument.Parse($"{{\"v\":{json}}}");
        return DataTree.ReadObject(document.RootElement)["v"];
    }

    private object Follow(string members) => members.Split(' ').Aggregate((object)_root, (node, name) => ((DataNode)node).Member(name));
}
