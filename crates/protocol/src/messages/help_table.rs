//! The sentences of the help page and of the tour of a first visit.

crate::messages! { HelpMsg:
    // The help page
    Searching = "搜索技巧", "Searching";
    SearchingIntro = "在搜索框中输入，列表随即更新。按下面的例子，会清除筛选条件并立即搜索。", "Type in the search box and the list follows. An example below clears the filters and searches at once.";
    TryIt = "试一试：", "Try:";
    Pinyin = "可以输入全拼，ü 写作 v、u 或 yu 都行。", "Whole pinyin works; ü may be written v, u or yu.";
    Initials = "可以只输入每个字拼音的第一个字母。", "The first letter of each syllable is enough.";
    Mixed = "汉字和拼音可以混着输入。", "Characters and pinyin may be mixed.";
    Traditional = "繁体字和简体字都能找到。", "Traditional and simplified characters find the same.";
    Former = "可以输入曾用名，结果会注明是曾用名。", "Former names work; the list says that one was matched.";
    Marker = "界桩可以按编号查找，数字或汉字都行。", "Border markers are found by number, in digits or characters.";
    Sound = "记不清是哪个字时，写同音字也能找到，结果会注明“同音”。", "Other characters of the same sound find it too; the list says: same sound.";
    Slip = "错一个字或一个字母也能找到，结果会注明“相近”。", "One wrong character or letter is forgiven; the list says: close.";
    Words = "可以输入几个词，用空格隔开，每个词都要符合。", "Several words, with blanks between them, must all match.";
    Address = "地址和电话号码的一部分也可以查找。", "A part of an address or a telephone number works as well.";

    Filtering = "图层与筛选", "Layers and filters";
    FilteringLayers = "搜索框下面的每个圆角按钮是一类地点：按一下只看这一类，再按一下全部恢复。“更多”里有全部图层。", "Each button below the search box is a kind of place: press it to see only that kind, again to bring all back. More has all layers.";
    FilteringFilters = "搜索框旁边的“筛选”可以按乡镇、等级、床位等条件缩小范围。选项后面的数字，是选了它以后会有的条数。", "Filters, beside the search box, narrow by town, grade, beds and more. The number behind a value is what you would get.";
    FilteringChips = "已选的条件列在搜索框下面，按一下就去掉。", "What is on stands below the search box; press it to lift it.";
    FilteringDistance = "按“离我近的”，选您的位置、一个乡镇、一个地址或地图上的一点，距离就从那里量起。距离都是直线距离，不是步行路程或时间。", "Press Near me and choose your position, a town, an address or a point on the map to measure from there. Distances are straight lines, no walking distance or time.";

    Comparing = "对比", "Comparing";
    ComparingHow = "打开一家养老机构，按“加入对比”。最多可以并排对比三家的等级、床位、收费和距离。", "Open a care home and press Add to comparison. Up to three stand side by side with grade, beds, fees and distance.";

    Mapping = "地图", "The map";
    MapMouse = "鼠标：拖动移动地图，滚轮缩放，双击放大。点一个标志打开详情。", "Mouse: drag to move, turn the wheel to zoom, double-click to zoom in. Click a sign to open it.";
    MapTouch = "触摸：一个手指移动地图，两个手指缩放，点一个标志打开详情。", "Touch: one finger moves the map, two zoom, a tap on a sign opens it.";
    MapGroups = "带数字的圆圈表示挨在一起的地点，点开就会放大或列出它们。", "A disc with a number stands for places close together; open it to zoom in or list them.";
    MapKeys = "键盘：先用 Tab 键移到地图，再用下面的键。", "Keyboard: go to the map with Tab, then use these keys.";
    KeysCaption = "地图和列表的按键", "Keys on the map and in the list";
    Key = "按键", "Key";
    KeyDoes = "作用", "What it does";
    KeyArrows = "方向键", "Arrow keys";
    KeyArrowsDo = "移到那个方向上的下一个地点", "go to the next place in that direction";
    KeyShiftArrows = "Shift + 方向键", "Shift + arrow keys";
    KeyShiftArrowsDo = "移动地图", "move the map";
    KeyZoom = "+ −", "+ −";
    KeyZoomDo = "放大、缩小", "zoom in, zoom out";
    KeyHome = "Home 键", "Home";
    KeyHomeDo = "回到初始范围；在列表中到第一条", "back to where the map opened; in the list, to the first record";
    KeyEnter = "回车键", "Enter";
    KeyEnterDo = "打开当前的地点；在搜索框中打开第一条", "open the place; in the search box, open the first record";
    KeyEscape = "Esc 键", "Escape";
    KeyEscapeDo = "关闭详情，再按离开地图；在搜索框中清空", "close what is open, then leave the map; in the search box, clear it";
    KeyDown = "向下键", "Down";
    KeyDownDo = "从搜索框进入列表，在列表中到下一条", "from the search box into the list; in the list, to the next record";
    KeyPages = "Page Up、Page Down 键", "Page Up, Page Down";
    KeyPagesDo = "在列表中向前、向后翻一屏", "in the list, one screen up or down";

    Links = "链接与分享", "Links";
    LinksHow = "地址栏就是当前的画面：搜索、筛选、地图位置、所选的地点和对比都在其中。复制它，别人打开就是同样的画面。", "The address bar is the view: search, filters, map, the chosen place and the comparison. Copy it, and others see the same.";
    LinksBack = "浏览器的后退键会关闭详情。", "The browser's Back closes a record.";
    Paper = "打印与保存", "Print and save";
    PaperHow = "右上角的菜单里有“打印与保存”：列表可以保存为文件，也可以打印。在“按乡镇统计”中可以把统计表保存为 CSV。", "Print and save is in the menu at the top: the list can be saved as a file or printed. Counts by town can be saved as CSV.";
    Files = "打开自己的文件", "Your own files";
    FilesHow = "在菜单的“数据”中可以打开自己的 GeoJSON 或 CSV 文件，也可以把文件拖到页面上。文件只在本机浏览器中读取，不会上传。", "Under Data, in the menu, you can open a GeoJSON or CSV file of your own, or drop one on the page. It is read in this browser only and sent nowhere.";
    Elder = "长辈版、朗读与身边", "Elder view, reading aloud, near me";
    ElderHow = "长辈版的字更大、按钮更大，一次只显示一件事。", "The elder view has larger letters and buttons, and shows one thing at a time.";
    ReadAloudHow = "按“朗读”，由您的设备读出地点的内容；菜单里的“朗读”读列表。", "Read aloud has your device speak what is known of a place; in the menu it reads the list.";
    NearHow = "“身边”列出离您近的地点，按直线距离计算，不是步行时间。", "Near me lists what is close to you by straight-line distance, not by walking time.";
    Sources = "数据来源与审图号", "Sources and map approval";
    SourcesNone = "这份目录没有注明数据来源。", "This catalog gives no sources.";
    SourceOf = "{layer}：{source}", "{layer}: {source}";
    Privacy = "隐私", "Privacy";
    PrivacyHow = "搜索、筛选和测距都在您的浏览器中完成，不发送到任何地方。", "Searching, filtering and measuring are done in your browser; nothing of it is sent anywhere.";
    PrivacyPlace = "您的位置只留在浏览器中，不写入链接。", "Your position stays in the browser and is written into no link.";
    PrivacyKept = "语言、外观等偏好只保存在本机浏览器中。", "Language and appearance are kept in this browser only.";
    PrivacyKeptMore = "语言、外观等偏好和{kept}只保存在本机浏览器中。", "Language, appearance and {kept} are kept in this browser only.";
    PrivacyOut = "除读取目录列出的数据外，只有显示在线底图或打开外部地图链接时，才会连接别的网站。", "Beside reading the data that the catalog lists, only an online basemap or a link to another map connects to another site.";

    // The tour
    TourAgain = "再看一遍引导", "Show the tour again";
    TourStep = "第 {n} 步，共 {all} 步", "Step {n} of {all}";
    TourBack = "上一步", "Back";
    TourNext = "下一步", "Next";
    TourDone = "完成", "Done";
    TourSkip = "跳过", "Skip";
    TourSearch = "搜索", "Search";
    TourSearchSay = "在这里输入名称、拼音、首字母、地址或编号。写错一个字也能找到。", "Type a name, pinyin, initials, an address or a number. One slip is forgiven.";
    TourFilter = "图层与筛选", "Layers and filters";
    TourFilterSay = "按一类地点，就只看这一类；再按一下，全部恢复。“筛选”可以再按乡镇、等级等条件缩小范围。", "Press a kind of place to see only that; press it again to bring all back. Filters narrow them by town, grade and more.";
    TourList = "列表与详情", "List and records";
    TourListSay = "符合的记录都在列表中。按一条就打开详情：电话、地址、位置和链接都在里面；按“返回”回到列表。", "What matches is in the list. Press a record for its telephone, address, place and link; Back returns to the list.";
    TourMap = "地图", "Map";
    TourMapSay = "拖动地图，用滚轮、两个手指或按钮缩放。点一个标志打开详情，带数字的圆圈可以再放大。更多说明在“帮助”中。", "Drag the map; zoom by wheel, two fingers or buttons. Open a sign for its record; a disc with a number opens into more. Help has the rest.";
}
