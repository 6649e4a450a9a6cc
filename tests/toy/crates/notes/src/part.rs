//! The engine's part: it counts the notes.

use diming_engine::service::{EnginePart, PartContext, PartView};
use diming_protocol::Fetched;
use diming_protocol::catalog::Lang;

/// Makes the part.
pub fn make_notes() -> Box<dyn EnginePart> {
    Box::new(Notes { count: 0 })
}

struct Notes {
    count: u32,
}

impl EnginePart for Notes {
    fn take(&mut self, cx: &mut PartContext, seq: u32, body: &[u8]) {
        self.count += u32::from(!body.is_empty());
        cx.say(seq, self.count.to_le_bytes().to_vec());
    }

    fn feed(&mut self, _: &mut PartContext, _: u8, _: &[u8]) {}

    fn fetched(&mut self, _: &mut PartContext, _: u8, _: Fetched) {}

    fn step(&mut self, _: &mut PartContext, _: usize) {}

    fn answer_urgent(&mut self, _: &mut PartContext) -> bool {
        false
    }

    fn has_work(&self, _: PartView) -> bool {
        false
    }

    fn catalog_changed(&mut self, _: &mut PartContext) {}

    fn characters_changed(&mut self, _: &mut PartContext) {}

    fn file(&self, _: PartView, _: &[u8], _: Lang) -> Option<(String, String)> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::make_notes;
    use crate::{NOTES, read_count, request};
    use diming_engine::service::Engine;
    use diming_protocol::Response;

    #[test]
    fn notes_are_counted() {
        let mut engine = Engine::new();
        engine.plug_workspace(NOTES, make_notes);
        for (seq, count) in [(1, 1), (2, 2), (3, 3)] {
            engine.submit(request(seq, "here"));
            let said = engine.step(1_000);
            let counts = said.iter().filter_map(|response| match response {
                Response::Workspace { id: NOTES, seq, body } => Some((*seq, read_count(body))),
                _ => None,
            });
            assert_eq!(counts.collect::<Vec<_>>(), [(seq, Some(count))]);
        }
    }
}
