//! The sentences of what is printed of a review: sheet and notice.

use super::table::messages;

messages! { SheetMsg:
    Title = "地名命名、更名审查意见表", "Review of a place-name application";
}
