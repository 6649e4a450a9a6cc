//! URL templates of a catalog: the allowed schemes and placeholders.
//!
//! Only `https`, `http`, `geo`, `mailto` and `tel` become links. Values of records are percent-encoded, and are
//! allowed only after the scheme and, for web pages, after the host.

/// Rules for the templates of one purpose.
pub(super) struct Placeholders {
    schemes: &'static [&'static str],
    /// Whether an address relative to the catalog is allowed.
    relative: bool,
    names: &'static [&'static str],
    needed: &'static [&'static str],
    /// Names that may stand in the host; their values come from the catalog itself.
    in_host: &'static [&'static str],
    /// What to do about a name of other programs, if it is known.
    meant: fn(&str) -> Option<String>,
}

/// Tiles of a basemap.
pub(super) const TILES: Placeholders = Placeholders {
    schemes: &["https", "http"],
    relative: true,
    names: &["z", "x", "y", "s", "r", "key"],
    needed: &["z", "x", "y"],
    in_host: &["s"],
    meant: super::basemap::meant,
};

/// Links to other maps.
pub(super) const OUTBOUND: Placeholders = Placeholders {
    schemes: &["https", "http", "geo"],
    relative: false,
    names: &["lon", "lat", "name", "address", "app"],
    needed: &["lon", "lat"],
    in_host: &[],
    meant: |_| None,
};

/// Where an error is reported.
pub(super) const REPORT: Placeholders = Placeholders {
    schemes: &["https", "http", "mailto", "tel"],
    relative: false,
    names: &["layer", "layer_label", "id", "name", "lang"],
    needed: &[],
    in_host: &[],
    meant: |_| None,
};

/// Checks a template; the error is a sentence fragment.
pub(super) fn check(text: &str, rules: &Placeholders) -> Result<(), String> {
    let scheme = scheme_of(text);
    check_scheme(scheme, rules)?;
    check_characters(text)?;
    let names = names_in(text)?;
    if let Some(name) = names.iter().find(|name| !rules.names.contains(name)) {
        let advice = (rules.meant)(name).unwrap_or_else(|| format!("known: {}", rules.names.join(", ")));
        return Err(format!("`{{{name}}}` is not known here; {advice}"));
    }
    if let Some(name) = rules.needed.iter().find(|name| !names.contains(name)) {
        return Err(format!("`{{{name}}}` is missing"));
    }
    if let Some(rest) = web_rest(text) {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let names = names_in(host)?;
        if host.is_empty() || names.iter().any(|name| !rules.in_host.contains(name)) {
            return Err("the host is missing or has a placeholder".to_owned());
        }
    }
    Ok(())
}

/// Checks the address of a layer's file: relative to the catalog, or a web address.
pub(super) fn check_source(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    check_characters(text)?;
    match (scheme_of(text), web_rest(text)) {
        (None, _) => Ok(()),
        (Some(_), Some(rest)) if !rest.starts_with(['/', '?', '#']) && !rest.is_empty() => Ok(()),
        (Some(scheme), None) => Err(format!("`{scheme}:` is not allowed; allowed: https, http, or relative")),
        (Some(_), Some(_)) => Err("the host is missing".to_owned()),
    }
}

/// Whether a text is an origin: `https://host` or `https://host:port` (http as well), nothing after.
pub(super) fn is_origin(text: &str) -> bool {
    let Some(rest) = web_rest(text) else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let host_good = !host.is_empty()
        && host.len() <= 253
        && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
    host_good && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|n| n > 0 && n.to_string() == port))
}

/// The rest after `https://` or `http://`.
fn web_rest(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

/// The scheme; `None` for a relative address.
fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_path = scheme.contains(['/', '?', '#', '{']);
    (!is_path).then_some(scheme)
}

fn check_scheme(scheme: Option<&str>, rules: &Placeholders) -> Result<(), String> {
    match scheme {
        None if rules.relative => Ok(()),
        None => Err(format!("has no scheme; allowed: {}", rules.schemes.join(", "))),
        Some(scheme) if rules.schemes.contains(&scheme) => Ok(()),
        Some(scheme) => Err(format!("`{scheme}:` is not allowed; allowed: {}", rules.schemes.join(", "))),
    }
}

/// Blanks, control characters, quotes, angle brackets and backslashes are not allowed in an address.
fn check_characters(text: &str) -> Result<(), String> {
    match text.chars().find(|c| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(*c)) {
        Some(c) => Err(format!("has the character {c:?}, which no address has")),
        None => Ok(()),
    }
}

/// The names between braces, in order.
fn names_in(text: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(brace) = rest.find(['{', '}']) {
        let after = rest.get(brace..).and_then(|tail| tail.strip_prefix('{'));
        let Some((name, tail)) = after.and_then(|after| after.split_once('}')) else {
            return Err("has a brace without its other half".to_owned());
        };
        names.push(name);
        rest = tail;
    }
    Ok(names)
}
