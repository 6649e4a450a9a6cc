//! The sentences of a map in a frame, and of the builder of such frames.

use super::table::messages;

messages! { EmbedMsg:
    OpenFull = "完整页面", "Full page";
    OpenFullHint = "在新标签页中打开这里显示的内容", "Opens what is shown here in a new tab";
    ScreenWhole = "全屏显示", "Full screen";
    ScreenLeave = "退出全屏", "Leave full screen";
    HintWheel = "按住 Ctrl 键再滚动滚轮，可以缩放地图", "Hold Ctrl and turn the wheel to zoom the map";
    HintTouch = "请用两个手指移动和缩放地图", "Use two fingers to move and zoom the map";
}
