//! What a portal editor pastes: an `<iframe>` as text, and what to be careful about.

use super::url::web_origin;

/// What the frame may do. With `allow-scripts` and `allow-same-origin` a frame of the portal's own origin could take the
/// sandbox off ([`Care::SameOrigin`]).
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
/// Least and largest height of a frame, CSS pixels.
pub const HEIGHT_PX: (u32, u32) = (200, 4_000);

/// A frame to be written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The address of the map, in full.
    pub address: String,
    /// What a screen reader says of the frame.
    pub title: String,
    /// Width, CSS pixels; `None`: all that there is.
    pub width_px: Option<u32>,
    /// Height, CSS pixels.
    pub height_px: u32,
}

/// Writes the element.
pub fn build_snippet(frame: &Frame) -> String {
    let width = frame.width_px.map_or_else(|| "100%".to_owned(), |px| px.to_string());
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{}\" loading=\"lazy\" allow=\"geolocation; fullscreen\" \
         referrerpolicy=\"strict-origin-when-cross-origin\" sandbox=\"{SANDBOX}\"></iframe>",
        escape(&frame.address),
        escape(&frame.title),
        frame.height_px,
    )
}

/// A text as the value of an attribute in double quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// What a portal editor must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// The portal's address is none.
    NoAddress,
    /// The catalog lists other portals, and not this one: servers that send the project's headers refuse the frame.
    Refused,
    /// The catalog lists no portals: the frame shows, messages are off.
    NotListed,
    /// A page of `https` shows nothing of `http`.
    Mixed,
    /// In a page of `http` a browser tells no frame where the person is.
    Insecure,
    /// Map and portal share an origin: the sandbox keeps the frame from nothing.
    SameOrigin,
}

/// What to be careful about: a portal's address as it was typed (empty: not said), the map's origin, and the portals that the
/// site's catalog lists.
pub fn cares(portal: &str, map_origin: &str, listed: &[String]) -> Vec<Care> {
    if portal.trim().is_empty() {
        return Vec::new();
    }
    let Some(portal) = web_origin(portal) else { return vec![Care::NoAddress] };
    let mut cares = Vec::new();
    if portal == map_origin {
        cares.push(Care::SameOrigin);
    }
    match listed.contains(&portal) {
        false if listed.is_empty() => cares.push(Care::NotListed),
        false if portal != map_origin => cares.push(Care::Refused),
        _ => {}
    }
    match (portal.starts_with("https:"), map_origin.starts_with("https:")) {
        (true, false) => cares.push(Care::Mixed),
        (false, _) if !is_this_machine(&portal) => cares.push(Care::Insecure),
        _ => {}
    }
    cares
}

/// Browsers trust this machine without `https`.
fn is_this_machine(origin: &str) -> bool {
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    let name = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
    name == "localhost" || name.starts_with("127.") || name.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_one_element_whatever_its_texts_hold() {
        let frame = Frame {
            address: "https://m.cn/?layout=map&parent=https%3A%2F%2Fp.cn#q=\"a\"".to_owned(),
            title: "地图 <\"A\" & B>".to_owned(),
            width_px: None,
            height_px: 520,
        };
        assert_eq!(
            build_snippet(&frame),
            "<iframe src=\"https://m.cn/?layout=map&amp;parent=https%3A%2F%2Fp.cn#q=&quot;a&quot;\" \
             title=\"地图 &lt;&quot;A&quot; &amp; B&gt;\" width=\"100%\" height=\"520\" loading=\"lazy\" \
             allow=\"geolocation; fullscreen\" referrerpolicy=\"strict-origin-when-cross-origin\" \
             sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads \
             allow-modals\"></iframe>"
        );
        assert!(build_snippet(&Frame { width_px: Some(480), ..frame }).contains(" width=\"480\" "));
    }

    #[test]
    fn the_origin_of_what_is_typed() {
        let check = |typed: &str, expected: Option<&str>| {
            assert_eq!(web_origin(typed).as_deref(), expected, "{typed}");
        };
        check(" https://www.Qidong.gov.cn/zwgk/index.html?a=1 ", Some("https://www.qidong.gov.cn"));
        check("https://a.cn:443/", Some("https://a.cn"));
        check("http://a.cn:80", Some("http://a.cn"));
        check("http://a.cn:8080", Some("http://a.cn:8080"));
        check("www.qidong.gov.cn", None);
        check("ftp://a.cn", None);
        check("https://a.cn;b", None);
        check("https://政府.cn", None);
    }

    #[test]
    fn what_to_be_careful_about() {
        let check = |portal: &str, map: &str, listed: &[&str], expected: &[Care]| {
            let listed: Vec<String> = listed.iter().map(|origin| (*origin).to_owned()).collect();
            assert_eq!(cares(portal, map, &listed), expected, "{portal} {map} {listed:?}");
        };
        check("", "https://m.cn", &[], &[]);
        check("portal", "https://m.cn", &[], &[Care::NoAddress]);
        check("https://p.cn/x", "https://m.cn", &[], &[Care::NotListed]);
        check("https://p.cn", "https://m.cn", &["https://p.cn"], &[]);
        check("https://p.cn", "https://m.cn", &["https://q.cn"], &[Care::Refused]);
        check("https://p.cn", "http://m.cn", &["https://p.cn"], &[Care::Mixed]);
        check("http://p.cn", "https://m.cn", &["http://p.cn"], &[Care::Insecure]);
        check("http://localhost:81", "http://127.0.0.1:80", &["http://localhost:81"], &[]);
        check("https://m.cn/page", "https://m.cn", &["https://p.cn"], &[Care::SameOrigin]);
    }
}
