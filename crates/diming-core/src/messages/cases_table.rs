//! The sentences of the cases kept on this machine.

use super::table::messages;

messages! { CasesMsg:
    Cases = "案卷", "Cases";
}
