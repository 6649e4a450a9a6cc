//! The sentences of what is printed of a review: sheet and notice.

diming_protocol::messages! { SheetMsg:
    // The sheet
    Title = "地名命名、更名审查意见表", "Review of a place-name application";
    Printed = "打印日期 {date}", "Printed on {date}";
    CaseNumber = "案卷 {id}", "Case {id}";
    Application = "一、申请内容", "1. Application";
    Spelling = "罗马字母拼写", "Spelling in Pinyin";
    SpellingBoth = "{with}；不标调 {without}", "{with}; without tones {without}";
    Parts = "专名与通名", "Specific and generic";
    Scope = "检查范围", "Scope";
    FindingsTitle = "二、审查发现", "2. Findings";
    FindingsNone = "在已做的检查中没有发现问题。企业、商标名称只与申请单位的名称比对过。",
        "Nothing was found by the checks that were done. Of companies and brands only the applicant's own name was compared.";
    UndoneTitle = "未能进行的检查（不能视为没有问题）", "Checks that could not be done (no all-clear)";
    OutsideTitle = "范围之外，仅供参考", "Outside the scope, for reference";
    ConsideredAs = "经办人说明：{note}", "Considered by the officer: {note}";
    ConsideredOnly = "经办人已考虑", "Considered by the officer";
    DerivedTitle = "由原名称派生、需一并研究的名称", "Names derived from the old one, to be decided with it";
    RouteTitle = "三、审批与征求意见", "3. Who approves and who is asked";
    PapersTitle = "四、申请材料", "4. Papers";
    DatesTitle = "五、办理期限", "5. Dates";
    DatesNone = "批准后填写批准日期，即可算出备案、公告期限。", "With the day of approval the days of filing and notice are worked out.";
    OpinionsTitle = "六、联合审查意见", "6. Joint review";
    Department = "部门", "Department";
    Opinion = "意见", "Opinion";
    Signature = "签名", "Signature";
    Day = "日期", "Date";
    Decision = "审查结论", "Decision";
    BasisTitle = "七、审查依据", "7. What the review rests on";
    RegisterLine = "{name}：{n} 个地名；文件 {file}；文件日期 {date}；SHA-256 {hash}", "{name}: {n} [n:name|names]; file {file}; dated {date}; SHA-256 {hash}";
    HashWait = "正在计算…", "being worked out…";
    HashNone = "未能计算", "not to be had";
    DateNone = "未注明", "not given";
    ProfileLine = "{title}，{version} 版；{source}", "{title}, version of {version}; {source}";
    Advises = "本表由程序按规则比对生成，只提供依据和建议，由地名工作人员决定。", "Made by comparing with the rules; it advises, with evidence, and an officer decides.";

    // The notice
    NoticeTitle = "地名公告", "Notice of a place name";
    NoticeDraft = "（草稿）", "(draft)";
    NoticeNaming = "根据《地名管理条例》，现将批准的地名公告如下：", "Under the Regulation on Place Names the following name has been approved:";
    NoticeRenaming = "根据《地名管理条例》，原“{old}”已批准更名，现公告如下：", "Under the Regulation on Place Names {old} has been renamed as follows:";
    NoticeName = "标准名称", "Standard name";
    NoticeSpelling = "罗马字母拼写", "Spelling in Pinyin";
    NoticeDivision = "所属政区", "Division";
    NoticeLocation = "位置描述", "Location";
    NoticeBy = "批准机关", "Approved by";
    NoticeOn = "批准时间", "Approved on";
    NoticeBlank = "（待填）", "(to be filled in)";
}
