using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.Templates;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateDataTests
{
    private enum Status
    {
        Open,
        PastDue,
    }

    public static TheoryData<object, string> Sources => new()
    {
        { new { Name = "Ada", DueDate = new DateOnly(2030, 1, 31) }, """{"dueDate":"2030-01-31","name":"Ada"}""" },
        { new Booking("B-17", 2), """{"code":"B-17","seats":2}""" },
        { new Dictionary<string, object?>(StringComparer.Ordinal) { ["TÊN"] = "Lan", ["a"] = null }, """{"TÊN":"Lan","a":null}""" },
        { new Dictionary<Status, int> { [Status.PastDue] = 1 }, """{"PastDue":1}""" },
        { JsonDocument.Parse("""{"b":1.50,"a":[1, 2]}"""), """{"a":[1,2],"b":1.50}""" },
        { JsonDocument.Parse("""{"b":1}""").RootElement, """{"b":1}""" },
        { new JsonObject { ["z"] = true, ["e"] = "é" }, """{"e":"é","z":true}""" },
        { """ { "x" : "y" } """, """{"x":"y"}""" },
        { new { at = new DateTime(2030, 1, 31, 14, 0, 0, DateTimeKind.Utc), local = new DateTimeOffset(2030, 1, 31, 14, 0, 0, TimeSpan.FromHours(2)) }, """{"at":"2030-01-31T14:00:00Z","local":"2030-01-31T14:00:00+02:00"}""" },
        { new { amount = 1500.00m, status = Status.PastDue }, """{"amount":1500.00,"status":"PastDue"}""" },
    };

    public static TheoryData<object> Refused => new() { 5, "[1]", "5", "\"text\"", "null", "not json", "{\"a\":", "", new[] { 1 }, default(JsonElement), new Cycle(), new { Type = typeof(string) }, new { x = double.NaN }, "{\"a\":\"\\ud800\"}", "{\"\\ud800\":1}", new JsonArray() };

    [Theory]
    [MemberData(nameof(Sources))]
    public void From_AnyShape_IsCanonicalJson(object source, string expected) => Assert.Equal(expected, TemplateData.From(source).ToJson());

    [Theory]
    [MemberData(nameof(Refused))]
    public void From_NoObject_IsRefusedByName(object source)
    {
        var e = Assert.Throws<InvalidMessageException>(() => TemplateData.From(source));
        Assert.Equal("Data", Assert.Single(e.Errors).Target);
    }

    [Theory]
    [InlineData("{\"a\":\n tru}", "Data: is not JSON: line 2, byte 5 cannot be read.")]
    [InlineData("[]", "Data: is a JSON Array; templates need an object with named values.")]
    public void Parse_NoObject_SaysWhy(string json, string expected) => Assert.Equal(expected, Assert.Throws<InvalidMessageException>(() => TemplateData.Parse(json)).Message);

    [Fact]
    public void Parse_TooDeep_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33);
        Assert.Throws<InvalidMessageException>(() => TemplateData.Parse(deep));
    }

    [Fact]
    public void From_TooLarge_IsRefused()
    {
        Assert.Equal(TemplateData.MaxBytes, TemplateData.From(new { a = new string('x', TemplateData.MaxBytes - 8) }).ToJson().Length);
        var e = Assert.Throws<InvalidMessageException>(() => TemplateData.From(new { a = new string('ü', TemplateData.MaxBytes / 2) }));
        Assert.Contains("larger than 256 KiB", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_NothingOrItself_IsAsItIs()
    {
        Assert.Same(TemplateData.Empty, TemplateData.From(null));
        var data = TemplateData.From(new { a = 1 });
        Assert.Same(data, TemplateData.From(data));
    }

    [Fact]
    public void From_SpellingsOfOneName_AreOneName() =>
        Assert.Equal("{\"TÊN\":2}", TemplateData.Parse("{\"TÊN\":1,\"TE\u0302N\":2}").ToJson());

    [Fact]
    public void ToString_ShowsNothing() => Assert.DoesNotContain("Ada", TemplateData.From(new { name = "Ada" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void With_Recipient_AddsWhatTemplatesMayShow()
    {
        var data = TemplateData.From(new { a = 1, z = 2 }).With(new Recipient { Id = "7", Name = "Ada", Type = "customer", Email = "ada@x.test" });
        Assert.Equal("""{"a":1,"recipient":{"id":"7","name":"Ada","type":"customer"},"z":2}""", data.ToJson());
        Assert.Equal("7 Ada customer 1", Text("{{recipient.id}} {{recipient.name}} {{recipient.type}} {{a}}", data));
        Assert.Equal(TemplateError.MissingValue, Failure("{{recipient.email}}", data).Error);
    }

    [Fact]
    public void With_AnonymousRecipient_LeavesItsValuesMissing()
    {
        var data = TemplateData.Empty.With(new Recipient { Email = "ada@x.test", Name = " " });
        Assert.Equal("""{"recipient":{}}""", data.ToJson());
        Assert.Equal("Dear customer", Text("Dear {{default recipient.name \"customer\"}}", data));
        Assert.Equal("recipient.name", Failure("{{recipient.name}}", data).Value);
    }

    [Fact]
    public void With_DataThatHasARecipient_ChangesNothing()
    {
        var data = TemplateData.From(new { recipient = "me" });
        Assert.Same(data, data.With(new Recipient { Name = "Ada" }));
    }

    [Fact]
    public void With_ManyRecipients_SharesTheDataButNotTheRecipient()
    {
        var data = TemplateData.From(new { code = "B-17" });
        Parallel.For(0, 200, i => Assert.Equal($"B-17 {i}", Text("{{code}} {{recipient.id}}", data.With(new Recipient { Id = $"{i}" }))));
        Assert.Equal("""{"code":"B-17"}""", data.ToJson());
    }

    private sealed record Booking(string Code, int Seats);

    private sealed class Cycle
    {
        public Cycle Self => this;
    }
}
