using System.Text.Json;
using Messaging.Templates;

namespace Messaging.Core.Tests.Templates;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("""{ "a" : [ 1 , { "d" : null , "c" : true } ] }""", """{"a":[1,{"c":true,"d":null}]}""")]
    [InlineData("""{"a":1.50,"b":1e3,"c":-0}""", """{"a":1.50,"b":1e3,"c":-0}""")]
    [InlineData("""{"a":"\u00e9\u003c\"\\\n"}""", """{"a":"é<\"\\\n"}""")]
    [InlineData("""{"Z":1,"a":2,"É":3,"_":4}""", """{"Z":1,"_":4,"a":2,"É":3}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    public void Write_IsOneTextForOneValue(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, CanonicalJson.Write(document.RootElement));
    }

    [Fact]
    public void Write_ItsOwnText_ChangesNothing()
    {
        const string text = """{"a":[{"b":"x","c":[1,2.50]}],"TÊN":"Đức 😀"}""";
        using var document = JsonDocument.Parse(text);
        var once = CanonicalJson.Write(document.RootElement);
        using var again = JsonDocument.Parse(once);
        Assert.Equal(once, CanonicalJson.Write(again.RootElement));
    }
}
