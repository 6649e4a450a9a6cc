//! Sentences of the card, and of the records at one place.

crate::messages! { CardMsg:
    LeavesSite = "（打开外部网站）", "(leaves this site)";
    LeavesSiteHint = "以下链接会离开本站，由其他地图服务打开。", "These links leave this site and open in another map service.";
    SpotTitle = "此处共有 {n} 条", "{n} [n:record|records] at this place";
    SpotFirst = "先列出前 {n} 条", "The first {n} are listed";
    OtherColumns = "其他栏目", "Other columns";
    SentencePlanned = "规划或建设中，尚未启用。", "Planned or being built; not open yet.";
    SentenceValidFrom = "自{date}起启用。", "Valid from {date}.";
    SentenceClosed = "已停用或不再使用。", "Closed or no longer in use.";
    SentenceMoved = "已迁往他处。", "It has moved elsewhere.";
    SentenceMovedTo = "已迁至：", "It has moved to:";
    CardWaiting = "正在读取这条记录…", "Loading this record…";
    CardMissing = "找不到这条记录，可能已被删除或编号已变更。", "There is no such record; it may have been removed or renumbered.";
    MarksUnknown = "未知", "unknown";
    MarksHave = "有", "yes";
    MarksLack = "没有", "no";
    Call = "拨打 {number}", "Call {number}";
    CallNumber = "拨打电话", "Call";
    Position = "坐标", "Position";
    PositionDatum = "{position}（WGS 84）", "{position} (WGS 84)";
    NoPosition = "没有位置信息，只在列表中显示。", "No place is known; it stands in the list only.";
    ShowOnMap = "在地图上显示", "Show on the map";
    Directions = "导航", "Directions";
    OpenIn = "在其他地图中打开", "Open in another map";
    Share = "分享", "Share";
    CopyLink = "复制链接", "Copy the link";
    QrCode = "二维码", "QR code";
    QrOf = "本记录链接的二维码", "QR code of the link to this record";
    QrTooLong = "链接太长，无法生成二维码。", "The link is too long for a QR code.";
    Sources = "来源与纠错", "Sources and corrections";
    RecordNumber = "编号", "Record number";
    ReportError = "报告数据错误", "Report an error";
    LocalRecord = "来自本机文件：按原坐标显示，不提供外部链接、分享和报告。", "From a file of this machine: its position is exact, and nothing here links, shares or reports it.";

    // Opening hours
    OpenAlways = "按登记的时间，全天开放", "By the registered hours: always open";
    OpenUntil = "按登记的时间，现在开放，到 {time}", "By the registered hours: open now, until {time}";
    OpensLater = "按登记的时间，现在不开放，{day} {time} 开", "By the registered hours: closed now, opens {day} at {time}";
    Today = "今天", "today";
    Tomorrow = "明天", "tomorrow";
    OnMonday = "星期一", "on Monday";
    OnTuesday = "星期二", "on Tuesday";
    OnWednesday = "星期三", "on Wednesday";
    OnThursday = "星期四", "on Thursday";
    OnFriday = "星期五", "on Friday";
    OnSaturday = "星期六", "on Saturday";
    OnSunday = "星期日", "on Sunday";
    NextWeek = "下{day}", "{day} next week";

    // Title of the window
    TitleRecord = "{name} – {page}", "{name} – {page}";
    TitleSearch = "“{query}” – {page}", "“{query}” – {page}";
}
