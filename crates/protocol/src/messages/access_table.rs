//! Sentences of what helps to read and to operate: the elder view, reading aloud, the map by keyboard.

crate::messages! { AccessMsg:
    // The elder view
    ElderOn = "长辈版", "Large text";
    ElderOff = "标准版", "Standard view";
    ElderHint = "换到长辈版：大字、大按钮，一次只做一件事", "Change to large text, large buttons, one thing at a time";
    ElderOffHint = "换回标准版", "Change back to the standard view";

    // Reading aloud
    ReadAloud = "朗读", "Read aloud";
    ReadingStop = "停止朗读", "Stop reading";
    Reading = "正在朗读", "Reading aloud";
    ReadNoVoice = "这台设备没有中文语音，无法朗读。请在系统设置的“语音”或“文字转语音”中添加中文语音。", "This device has no English voice and cannot read aloud. Please add one in the system's settings for speech.";
    ReadNotHere = "这个浏览器不能朗读。", "This browser cannot read aloud.";
    ReadClose = "知道了", "Close";

    // Announced
    LayersBroken = "没有完整加载：{layers}", "Not loaded whole: {layers}";

    // The map by keyboard
    MapSymbol = "{name}，{label}，{place}", "{name}, {label}, {place}";
    MapCluster = "{n} 个地点聚在一起，{place}", "{n} places together, {place}";
    MapPlace = "第 {at} 个，共 {n} 个在图上", "{at} of {n} on the map";
    MapNoneThere = "这个方向没有别的地点，地图已移动", "No place in that direction; the map has moved";
    MapNone = "图上没有地点", "No places on the map";
    MapSelected = "已选中 {name}。", "{name} is selected.";
}
