//! The sentences of a map in a frame, and of the builder of such frames.

crate::messages! { EmbedMsg:
    BuildHint = "一段代码或一个链接，把这里的地图放进别的网站。", "A piece of code, or a link, that puts this map on a page of another site.";
    BuildOpen = "生成嵌入代码", "Make the code";
    BuildIntro = "在这里选好，把代码粘贴到网站的文章或栏目里；编辑器不接受代码时，用链接。", "Choose here, then paste the code into a page of your site; where its editor takes no code, use the link.";
    Layout = "版式", "Layout";
    LayoutFull = "全部功能（含{workspaces}）", "Everything (with {workspaces})";
    LayoutViewer = "查找：筛选、列表和地图", "Finding: filters, list and map";
    LayoutCompact = "小窗：搜索、列表和地图", "Small: search, list and map";
    LayoutList = "只有列表", "The list alone";
    LayoutMap = "只有地图和详情", "The map and its cards";
    AdviceFull = "宽 1000 像素以上、高 700 像素左右。", "Wider than 1000 pixels, about 700 high.";
    AdviceViewer = "高 600 像素左右；窄于 720 像素时列表在地图下方，高 640 像素更好用。", "About 600 pixels high; narrower than 720, the list lies below the map, and 640 is better.";
    AdviceCompact = "高 480 像素左右，至少 400 像素。", "About 480 pixels high, at least 400.";
    AdviceList = "高 520 像素左右：一屏约五条；再低就要在小框里滚动。", "About 520 pixels high: some five entries; lower, people scroll in a small box.";
    AdviceMap = "高 420 像素左右，至少 320 像素。", "About 420 pixels high, at least 320.";
    Width = "宽（像素；空白为占满）", "Width (pixels; empty: all there is)";
    Height = "高（像素）", "Height (pixels)";
    Shows = "打开时显示", "Shows when it opens";
    ShowsFilter = "现在的搜索、图层和筛选", "The search, layers and filters as they are now";
    ShowsPlace = "现在的地图位置", "The part of the map as it is now";
    ShowsElder = "长辈版（大字）", "The elder view (large text)";
    PageLang = "语言", "Language";
    PageTheme = "深浅色", "Theme";
    AsReader = "随读者", "As the reader has it";
    LangZh = "中文", "Chinese";
    LangEn = "英文", "English";
    ThemeLight = "浅色", "Light";
    ThemeDark = "深色", "Dark";
    FrameTitle = "名称（读屏软件读出）", "Name (read by screen readers)";
    Portal = "您的网站（可不填；与地图互通消息时要填）", "Your site (may be empty; needed for messages with the map)";
    CareNoAddress = "请写出完整的网址，如 https://www.example.gov.cn。", "Write the whole address, such as https://www.example.gov.cn.";
    CareRefused = "这个网站不在本站允许嵌入的名单里：地图不会显示，也不互通消息。请管理员把它写进目录文件的 portal_origins，并更新服务器的响应头。", "This site is not among those that may show the map: it will not appear, and no messages are exchanged. Ask the administrator to list it in the catalog's portal_origins and to renew the server's headers.";
    CareNotListed = "本站没有列出可互通消息的网站：地图会显示，但不收发消息。需要时请管理员把它写进目录文件的 portal_origins。", "No site is listed for messages here: the map shows, but exchanges none. If you need them, ask the administrator to list it in the catalog's portal_origins.";
    CareMixed = "您的网站用 https，这张地图用 http：浏览器会拦下地图。请用地图的 https 网址。", "Your site uses https and this map http: browsers block it. Use the map's https address.";
    CareInsecure = "您的网站用 http：在其中地图不能取得读者的位置。", "Your site uses http: there the map cannot ask for the reader's position.";
    CareSameOrigin = "地图和您的网站在同一个域名下：代码里的 sandbox 拦不住框内的程序接触您的页面。请给地图单独的域名，如 map.example.gov.cn。", "The map and your site share an origin: the sandbox in the code does not keep what runs in the frame from your page. Give the map an origin of its own, such as map.example.gov.cn.";
    SandboxSays = "sandbox 不让框内的程序转走您的页面，也不让它提交表单；它不限制框内显示什么、连到哪里。", "The sandbox keeps what runs in the frame from leading your page away and from sending forms; it does not limit what the frame shows or what it connects to.";
    HasLocal = "本机文件不会出现在嵌入的地图里。", "Files of this machine do not appear in an embedded map.";
    Preview = "预览", "Preview";
    Code = "代码", "Code";
    CopyCode = "复制代码", "Copy the code";
    PlainLink = "链接", "Link";
}
