//! What the page says of the data desk before its module is there, and in other places.

diming_protocol::messages! { FirstMsg:
    Tab = "检查数据", "Check data";
    Name = "数据台", "the data desk";
    CheckList = "逐行检查", "Check row by row";
}
