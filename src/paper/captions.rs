//! Texts of the printed sheet and the saved picture: filters, order, origin of distances, approval number.

use crate::panels::chips;
use crate::state::{App, OriginKind};
use diming_protocol::catalog::{Catalog, Lang};
use diming_protocol::messages::{Msg, PaperMsg, fill, text};
use diming_protocol::{Picture, Sort};

/// The name of an order.
pub fn order(lang: Lang, sort: Sort) -> &'static str {
    let msg = match sort {
        Sort::Relevance => PaperMsg::ByRelevance,
        Sort::Distance => PaperMsg::ByDistance,
        Sort::Name => PaperMsg::ByName,
    };
    text(lang, msg)
}

/// The query and the filters.
pub fn filters(app: App, lang: Lang) -> Vec<String> {
    chips::words_on(app, lang)
}

/// The query, the filters and, where distances are printed, their origin, one per line.
pub fn shown(app: App, lang: Lang, has_distances: bool) -> Vec<String> {
    let mut lines = filters(app, lang);
    if lines.is_empty() {
        lines.push(text(lang, PaperMsg::AllShown).to_owned());
    }
    lines.extend(has_distances.then(|| origin_text(app, lang)));
    lines
}

fn origin_text(app: App, lang: Lang) -> String {
    app.view.from.with(|from| match from.as_ref().map(|origin| &origin.kind) {
        None => text(lang, PaperMsg::DistanceFromMiddle).to_owned(),
        Some(OriginKind::Chosen) => text(lang, PaperMsg::DistanceFromChosen).to_owned(),
        Some(OriginKind::Person { .. }) => text(lang, PaperMsg::DistanceFromPerson).to_owned(),
        Some(OriginKind::Named(name)) => fill(lang, PaperMsg::DistanceFrom, &[("name", name)]),
    })
}

/// The approval number as printed; it is always there.
pub fn approval(lang: Lang, catalog: &Catalog) -> String {
    match catalog.approval.as_str() {
        "" => text(lang, Msg::ApprovalUnset).to_owned(),
        number => fill(lang, Msg::Approval, &[("number", number)]),
    }
}

/// Whether the picture holds anything of a file of this machine.
pub fn has_local(catalog: &Catalog, picture: &Picture) -> bool {
    let is_own_file = |place: usize| catalog.layers.get(place).is_some_and(|layer| layer.is_own_file());
    let of_symbols =
        picture.symbols.iter().flat_map(|symbol| &symbol.mix).any(|(layer, _)| is_own_file((*layer).into()));
    of_symbols || picture.shapes.iter().any(|shape| is_own_file(shape.id.layer()))
}
