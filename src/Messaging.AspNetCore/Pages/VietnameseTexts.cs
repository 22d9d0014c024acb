namespace Messaging.Pages;

/// <summary>The pages in Vietnamese.</summary>
internal static class VietnameseTexts
{
    public static PageTexts Value { get; } = new()
    {
        Language = "vi",
        UnsubscribeTitle = "Hủy đăng ký",
        UnsubscribeTopic = "Bạn không muốn nhận “{0}” nữa?",
        UnsubscribeKind = "Bạn không muốn nhận loại tin nhắn này nữa?",
        UnsubscribeChannel = "Bạn không muốn nhận tin tức và ưu đãi qua {0} nữa?",
        UnsubscribeNote = "Không có gì thay đổi cho đến khi bạn nhấn nút. Bạn vẫn nhận được tin nhắn về các đơn hàng và lượt đặt chỗ của mình.",
        UnsubscribeButton = "Hủy đăng ký",
        UnsubscribeAllButton = "Ngừng mọi tin tức và ưu đãi",
        UnsubscribedTitle = "Bạn đã hủy đăng ký",
        UnsubscribedTopic = "Bạn sẽ không nhận “{0}” nữa.",
        UnsubscribedKind = "Bạn sẽ không nhận loại tin nhắn này nữa.",
        UnsubscribedChannel = "Bạn sẽ không nhận tin tức và ưu đãi qua {0} nữa.",
        UnsubscribedAll = "Bạn sẽ không nhận bất kỳ tin tức hay ưu đãi nào từ chúng tôi nữa.",
        PreferencesTitle = "Tùy chọn của bạn",
        ChannelsLegend = "Chúng tôi có thể liên hệ với bạn qua đâu?",
        ChannelsNote = "Tin nhắn bảo mật luôn được gửi.",
        TopicsLegend = "Tin tức và ưu đãi qua {0}",
        TopicsNote = "Hãy đánh dấu những gì bạn muốn nhận. Bạn có thể thay đổi tại đây bất cứ lúc nào.",
        LanguageLabel = "Ngôn ngữ",
        LanguageAutomatic = "Tự động",
        SaveButton = "Lưu",
        Saved = "Đã lưu tùy chọn của bạn.",
        VerifyTitle = "Xác nhận địa chỉ của bạn",
        VerifyText = "Hãy nhấn nút để xác nhận địa chỉ này là của bạn.",
        VerifyButton = "Xác nhận",
        VerifiedTitle = "Đã xác nhận",
        VerifiedText = "Cảm ơn bạn. Bạn có thể đóng trang này.",
        FailedTitle = "Không thực hiện được",
        FailedText = "Vui lòng thử lại sau vài phút.",
        InvalidTitle = "Liên kết này không hoạt động",
        InvalidText = "Có thể liên kết bị thiếu một phần. Vui lòng mở lại từ tin nhắn của bạn.",
        ExpiredTitle = "Liên kết này đã hết hạn",
        ExpiredText = "Vui lòng yêu cầu một liên kết mới.",
        UsedTitle = "Liên kết này đã được sử dụng",
        UsedText = "Liên kết chỉ dùng được một lần. Nếu vẫn cần, vui lòng yêu cầu liên kết mới.",
        BusyTitle = "Quá nhiều yêu cầu",
        BusyText = "Vui lòng đợi một phút rồi thử lại.",
        UnavailableTitle = "Vui lòng thử lại",
        UnavailableText = "Hiện chưa thể thực hiện. Vui lòng thử lại sau một phút.",
        Channels = new Dictionary<MessageChannel, string>
        {
            [MessageChannel.Email] = "email",
            [MessageChannel.Sms] = "SMS",
            [MessageChannel.WhatsApp] = "WhatsApp",
            [MessageChannel.Messenger] = "Messenger",
            [MessageChannel.Push] = "thông báo đẩy",
            [MessageChannel.InApp] = "tin nhắn trong ứng dụng",
        },
    };
}
