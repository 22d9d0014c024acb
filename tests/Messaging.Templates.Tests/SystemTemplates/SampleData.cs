using System.Text.Json.Nodes;

namespace Messaging.Templates.Tests.SystemTemplates;

/// <summary>Data for the shipped templates, as <c>docs/system-templates.md</c> lists it.</summary>
internal static class SampleData
{
    private static readonly JsonObject Values = JsonNode.Parse("""
        {
          "businessName": "Casa Verde", "businessAddress": "12 Lime Street, Springfield", "supportEmail": "help@casaverde.example", "logoUrl": "https://casaverde.example/logo.png",
          "customerName": "Lan Phạm", "currencyCode": "EUR",
          "invoiceNumber": "INV-2031", "amount": 1234.5, "saleDate": "2030-01-15", "dueDate": "2030-01-31", "daysOverdue": 12, "deadline": "2030-02-28",
          "paymentLink": "https://pay.casaverde.example/p/8f3k2", "shortLink": "https://cv.example/8f3k2", "description": "the deposit", "expiresAt": "2030-02-10",
          "itemCount": 2, "locationName": "Room 3", "items": [ { "name": "Coffee beans", "quantity": 4 }, { "name": "Oat milk", "quantity": 2 } ], "stockLink": "https://casaverde.example/stock",
          "bookingName": "Dinner for four", "start": "2030-03-12T18:30:00", "bookingCode": "K7PQ2", "manageLink": "https://casaverde.example/b/k7pq2",
          "code": "482913", "verificationLink": "https://casaverde.example/verify/482913", "expiresInMinutes": 15, "resetLink": "https://casaverde.example/reset/77",
          "loginName": "lan", "loginLink": "https://casaverde.example/login"
        }
        """)!.AsObject();

    /// <summary>The data with some values only.</summary>
    public static TemplateData Of(IEnumerable<string> names) => TemplateData.From(new JsonObject(names.Select(n => KeyValuePair.Create(n, Values[n]?.DeepClone()))));
}
