//! The sentences of where one is, and of distances from there.

crate::messages! { NearMsg:
    NearTitle = "您在哪里？", "Where are you?";
    NearWhy = "您的位置只用来计算到各处的距离，留在这个浏览器里，不发送、不保存，也不写进链接。", "Your position serves only to work out distances. It stays in this browser: it is not sent, kept, or written into a link.";
    NearUse = "使用我的位置", "Use my position";
    NearWaiting = "正在等待设备给出位置…", "Waiting for the position …";
    NearRefused = "没有获准使用位置。可以在浏览器的网站设置中允许，或用下面的办法。", "The position may not be used. Allow it in the browser's site settings, or choose another way below.";
    NearFramed = "本页嵌在别的网页里，该网页没有允许使用位置。请用下面的办法，或在新窗口中打开本页。", "This page stands inside another that does not allow the position. Choose another way below, or open this page in a window of its own.";
    NearUnavailable = "设备现在给不出位置。请用下面的办法。", "The device gives no position now. Choose another way below.";
    NearTimeout = "等了太久，没有得到位置。请再试一次，或用下面的办法。", "The position took too long. Try again, or choose another way below.";
    NearUnable = "这个浏览器不能给出位置。请用下面的办法。", "This browser gives no positions. Choose another way below.";
    NearFound = "已得到您的位置，误差约 {distance}。", "Your position is known to about {distance}.";
    NearOutside = "您的位置不在本图范围内，距离会很远。", "Your position lies outside this map, so distances are long.";
    NearOther = "或者", "Or";
    NearTown = "选一个乡镇或街道", "Choose a town or subdistrict";
    NearTownPick = "请选择", "Choose";
    NearTownNone = "“{town}”没有带位置的记录，请换一种办法。", "No record of {town} has a place; choose another way.";
    NearTownMiddle = "以该乡镇各登记地点的中间位置为起点", "Measured from the middle of the registered places there";
    NearWords = "或输入地址、地名", "Or an address or a place name";
    NearWordsFirst = "输入地址、村名或路名", "Type an address or a place name";
    NearWordsHint = "例如 汇龙镇人民路", "e.g. Huilong";
    NearWordsNone = "没有找到“{query}”", "Nothing found for “{query}”";
    NearOffer = "找离“{place}”近的“{word}”", "Find “{word}” near “{place}”";
    NearOnMap = "在地图上点选", "Choose on the map";
    NearRadius = "范围", "Within";
    NearRadiusAny = "不限", "Any distance";
    NearNext = "看看附近有什么", "See what is near";
    NearStraight = "距离都是直线距离，不是步行的路程和时间。", "Distances are straight lines, not walking routes or times.";
    NearClear = "不再从这里量", "Stop measuring from here";
    MeasureFromHere = "从这里量距离", "Measure from here";
    DistanceValue = "{distance} · {from}（直线）", "{distance} · {from} (straight line)";
}
