//! What the page says of the naming review before its module is there, and in other places.

diming_protocol::messages! { FirstMsg:
    Tab = "审查", "Review";
    Name = "地名审查", "the naming review";
    Kept = "审查案卷", "cases of the review";
    InFrame = "审查工作最好另开整页。", "Reviews are better done on a page of their own.";
}
