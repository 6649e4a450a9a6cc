//! The sentences of batches and lists of names in use.

use super::table::messages;

messages! { ListsMsg:
    Batch = "批量审查", "Batch";
    Names = "在用名称", "Names in use";
}
