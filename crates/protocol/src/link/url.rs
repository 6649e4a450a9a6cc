//! The little of URLs that the core needs: joining a reference to a base, and origins (RFC 3986).

/// Scheme and authority of an absolute http(s) URL, lower case: `https://example.org:8443`.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    let http = scheme == "http" || scheme == "https";
    (http && !authority.is_empty() && !authority.contains('@'))
        .then(|| format!("{scheme}://{}", authority.to_ascii_lowercase()))
}

/// The origin of an address as browsers write it: in small letters, without the scheme's own port; `None` where it is no
/// address.
pub fn web_origin(address: &str) -> Option<String> {
    let found = origin(address.trim())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = found.split_once("://")?.1;
    let bare = ["https://", "http://"]
        .iter()
        .zip([":443", ":80"])
        .find_map(|(scheme, port)| found.starts_with(scheme).then(|| found.strip_suffix(port))?);
    host.chars().all(plain).then(|| bare.unwrap_or(&found).to_owned())
}

/// The origin that a text writes and nothing else; a slash behind it is the root's. `None` for a path, another scheme,
/// or no origin.
pub fn exact_origin(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.get(origin(text)?.len()..)?;
    web_origin(text).filter(|_| matches!(rest, "" | "/"))
}

/// Whether a reference names its own scheme (`https:`, `data:`, `javascript:` …).
fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The absolute URL of a reference seen from `base`; `None` unless both come to http or https.
pub fn join(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    if has_scheme(reference) {
        return origin(reference).map(|_| reference.to_owned());
    }
    let site = origin(base)?;
    if reference.starts_with("//") {
        let scheme = site.split_once("://")?.0;
        return join(base, &format!("{scheme}:{reference}"));
    }
    let after_site = base.get(site.len()..).unwrap_or("");
    let base_path = after_site.split(['?', '#']).next().unwrap_or("");
    if reference.is_empty() {
        return Some(format!("{site}{base_path}"));
    }
    let (path, query) = reference.find(['?', '#']).map_or((reference, ""), |at| reference.split_at(at));
    let folder = &base_path[..base_path.rfind('/').map_or(0, |at| at + 1)];
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{folder}{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("{site}/{}{query}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_join_as_browsers_join_them() {
        let base = "https://a.cn/map/data/catalog.json?v=1";
        for (reference, expected) in [
            ("x.geojson", Some("https://a.cn/map/data/x.geojson")),
            ("./x.geojson", Some("https://a.cn/map/data/x.geojson")),
            ("../x.geojson?b=2", Some("https://a.cn/map/x.geojson?b=2")),
            ("../../../../x", Some("https://a.cn/x")),
            ("/x/y", Some("https://a.cn/x/y")),
            ("//b.cn/x", Some("https://b.cn/x")),
            ("https://b.cn/x", Some("https://b.cn/x")),
            ("javascript:alert(1)", None),
            ("data:text/plain,x", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(join(base, reference).as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn an_origin_may_be_written_in_several_ways() {
        for (text, expected) in [
            ("http://localhost:9001/", Some("http://localhost:9001")),
            ("HTTP://LOCALHOST:9001", Some("http://localhost:9001")),
            (" https://A.cn:443/ ", Some("https://a.cn")),
            ("http://a.cn:80", Some("http://a.cn")),
            ("http://a.cn:443", Some("http://a.cn:443")),
            ("https://a.cn//", None),
            ("https://a.cn/x", None),
            ("https://a.cn?x", None),
            ("https://a.cn/#", None),
            ("https://a b.cn", None),
            ("a.cn", None),
            ("ftp://a.cn", None),
            ("null", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(exact_origin(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn origins_are_scheme_and_authority() {
        for (url, expected) in [
            ("HTTPS://A.cn:8443/x", Some("https://a.cn:8443")),
            ("http://a.cn", Some("http://a.cn")),
            ("https://user@a.cn/", None),
            ("ftp://a.cn/", None),
            ("/x", None),
        ] {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        }
    }
}
