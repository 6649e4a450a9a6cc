//! The built page in pieces: its text, and the places of what it names.

use super::Refused;

/// A piece of the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// The place of the policy.
    Policy,
    /// A style sheet, by its path.
    Style(&'a str),
    /// The page's icon.
    Icon { path: &'a str, media_type: &'a str },
    /// The script that starts the app, and the app's files: attribute (`data-page`) and path.
    Boot { path: &'a str, app: Vec<(&'a str, &'a str)> },
}

/// Scripts that have nothing to do here: they show the list in words, or the first rows, or say what a server lacks.
const DROPPED_SCRIPTS: [&str; 3] = ["boot-too-old.js", "boot-check.js", "app/first-"];
/// What stands between these is dropped: the first rows, which the running page takes the place of.
const FIRST_ROWS: (&str, &str) = ("<!--first-->", "<!--/first-->");

/// Takes a built page apart. Links to other files of the site are dropped.
///
/// # Errors
/// It is no page of a build.
pub(super) fn pieces(html: &str) -> Result<Vec<Piece<'_>>, Refused> {
    let mut pieces = Vec::new();
    let mut text_at = 0;
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        let Some((end, replaced)) = element(html, start)? else {
            at = start + 1;
            continue;
        };
        pieces.push(Piece::Text(&html[text_at..start]));
        pieces.extend(replaced);
        (at, text_at) = (end, end);
    }
    pieces.push(Piece::Text(&html[text_at..]));
    let count = |is: fn(&Piece) -> bool| pieces.iter().filter(|piece| is(piece)).count();
    for (what, found) in [
        ("one script[data-page]", count(|piece| matches!(piece, Piece::Boot { .. }))),
        ("one Content-Security-Policy", count(|piece| *piece == Piece::Policy)),
    ] {
        if found != 1 {
            return Err(Refused::unexpected("index.html", what));
        }
    }
    Ok(pieces)
}

/// The end of an element that does not stay as it is, and what is in its place.
fn element(html: &str, start: usize) -> Result<Option<(usize, Option<Piece<'_>>)>, Refused> {
    let rest = &html[start..];
    let broken = |what: &str| Refused::unexpected("index.html", what);
    if rest.starts_with(FIRST_ROWS.0) {
        let length = rest.find(FIRST_ROWS.1).ok_or_else(|| broken(FIRST_ROWS.1))?;
        return Ok(Some((start + length + FIRST_ROWS.1.len(), None)));
    }
    let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if !matches!(name, "meta" | "link" | "script" | "noscript" | "a" | "div") {
        return Ok(None);
    }
    let tag = &rest[..=tag_end(rest).ok_or_else(|| broken("the end of a tag"))?];
    let to_end = |end: &str| rest.find(end).map(|at| start + at + end.len()).ok_or_else(|| broken(end));
    let value = |name| attribute(tag, name);
    let after = start + tag.len();
    Ok(match name {
        "meta" if value("http-equiv") == Some("Content-Security-Policy") => Some((after, Some(Piece::Policy))),
        "meta" if value("property") == Some("og:image") => Some((after, None)),
        "link" => Some((after, link(value("rel"), value("href"), value("type")))),
        "script" => Some((to_end("</script>")?, script(tag)?)),
        // It leads to the list in words.
        "noscript" if rest[tag.len()..].starts_with("<meta") => Some((to_end("</noscript>")?, None)),
        "a" if value("href") == Some("list.html") => Some((to_end("</a>")?, None)),
        // Seen until the whole file is read.
        "div" if tag == WAITING.0 => Some((after, Some(Piece::Text(WAITING.1)))),
        _ => None,
    })
}

/// What says that the page opens: hidden on a server, where the boot script shows it, and shown at once here.
const WAITING: (&str, &str) = ("<div id=\"boot-wait\" class=\"app\" hidden>", "<div id=\"boot-wait\" class=\"app\">");

fn link<'a>(rel: Option<&str>, href: Option<&'a str>, media_type: Option<&'a str>) -> Option<Piece<'a>> {
    match (rel?, href?, media_type) {
        ("stylesheet", path, _) => Some(Piece::Style(path)),
        ("icon", path, Some(media_type)) => Some(Piece::Icon { path, media_type }),
        _ => None,
    }
}

fn script(tag: &str) -> Result<Option<Piece<'_>>, Refused> {
    let unknown = || Refused::unexpected("index.html", format!("another script than {tag}"));
    let path = attribute(tag, "src").ok_or_else(unknown)?;
    if attribute(tag, "data-page").is_some() {
        let app = attributes(tag).filter(|(name, _)| name.starts_with("data-"));
        // Behind the path stands its hash.
        let app = app.map(|(name, value)| (name, value.split(' ').next().unwrap_or_default())).collect();
        return Ok(Some(Piece::Boot { path, app }));
    }
    if DROPPED_SCRIPTS.iter().any(|dropped| path.starts_with(dropped)) { Ok(None) } else { Err(unknown()) }
}

/// The `>` that ends the tag at the beginning of a text.
fn tag_end(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    text.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    })
}

/// Names and values of the attributes of a tag that have one.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = tag.split('"');
    std::iter::from_fn(move || {
        let name = parts.next()?.strip_suffix('=')?.rsplit(|c: char| c.is_ascii_whitespace()).next()?;
        Some((name, parts.next()?))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(found, _)| *found == name).map(|(_, value)| value)
}
