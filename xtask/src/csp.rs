//! The Content-Security-Policy of a deployment, generated from its catalog.
//!
//! It allows only this origin and the origins in the catalog: those of its tiles (fetched, or loaded as images if a
//! server allows no more), of its layers, and those it lists for other catalogs. `'wasm-unsafe-eval'` only allows
//! compiling WebAssembly. Text becomes HTML or a script's URL only through the app's two Trusted Types policies:
//! `public/boot.js` allows the app's own files, the page's glue (`bundle/glue.rs`) the templates compiled into the
//! page.

use diming_protocol::catalog::{Basemap, Catalog, TileSource};
use std::collections::BTreeSet;

/// The header that lets scripts of every origin read a response, including frames without an origin.
pub const CORS: (&str, &str) = ("Access-Control-Allow-Origin", "*");

/// The policy, for the header and for the `<meta>` element.
///
/// # Errors
/// An address of the catalog has no origin that a policy can name; the message says which.
pub fn policy(catalog: &Catalog) -> Result<String, String> {
    let mut images = BTreeSet::new();
    for basemap in &catalog.basemaps {
        for url in basemap_urls(basemap) {
            images.insert(origin(&url)?);
        }
    }
    let mut connections = images.clone();
    for url in &catalog.allowed_origins {
        connections.insert(origin(url)?);
    }
    for layer in catalog.layers.iter().filter(|layer| layer.source.contains("://")) {
        connections.insert(origin(&layer.source)?);
    }
    let list = |origins: &BTreeSet<String>| origins.iter().map(|o| format!(" {o}")).collect::<String>();
    Ok(format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'{}; img-src 'self' data:{}; worker-src 'self'; manifest-src 'self'; \
         frame-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types diming-boot diming-page",
        list(&connections),
        list(&images),
    ))
}

/// The headers of every response. Only a header can say who may frame the page; without `portal_origins` in the
/// catalog, every page may.
///
/// # Errors
/// As [`policy`].
pub fn headers(catalog: &Catalog) -> Result<Vec<(&'static str, String)>, String> {
    let mut policy = policy(catalog)?;
    if !catalog.portal_origins.is_empty() {
        policy += "; frame-ancestors 'self'";
        for url in &catalog.portal_origins {
            policy += &format!(" {}", origin(url)?);
        }
    }
    Ok(vec![
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
    ])
}

/// The URLs of a basemap, one per source and subdomain.
fn basemap_urls(basemap: &Basemap) -> Vec<String> {
    let of_source = |source: TileSource| {
        let remote = source.urls.into_iter().filter(|url| url.contains("://"));
        remote
            .flat_map(|url| match url.contains("{s}") {
                true => source.subdomains.chars().map(|s| url.replace("{s}", &s.to_string())).collect(),
                false => vec![url],
            })
            .collect::<Vec<_>>()
    };
    basemap.tile_sources().into_iter().flat_map(of_source).collect()
}

/// Scheme, host and port of a URL. Anything else would have another meaning in a policy.
fn origin(url: &str) -> Result<String, String> {
    let refuse = || Err(format!("no origin in the catalog's address {url:?}"));
    let Some((scheme, rest)) = url.split_once("://") else { return refuse() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    if matches!(scheme, "https" | "http") && !host.is_empty() && host.chars().all(plain) {
        Ok(format!("{scheme}://{host}"))
    } else {
        refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_cli::catalog::parse_catalog;

    #[test]
    fn origins() {
        let check = |url: &str, expected: Option<&str>| {
            assert_eq!(origin(url).ok().as_deref(), expected, "{url}");
        };
        check("https://t0.tianditu.gov.cn/vec_w/wmts?x={x}", Some("https://t0.tianditu.gov.cn"));
        check("http://127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("https://a.example?key=1", Some("https://a.example"));
        check("https://a.example; script-src *", None);
        check("https://*", None);
        check("https:///path", None);
        check("javascript:alert(1)", None);
        check("ftp://a.example/", None);
    }

    #[test]
    fn who_may_frame_the_page_is_said_where_portals_are_listed() -> crate::run::Result<()> {
        let sample = std::fs::read(crate::run::project_dir().join("data/catalog.json"))?;
        let sample = parse_catalog(&sample).map_err(|problem| format!("{problem:?}"))?;
        let check = |portals: &[&str], expected: Result<Option<&str>, ()>| {
            let portal_origins = portals.iter().map(|&url| url.to_owned()).collect();
            let told = headers(&Catalog { portal_origins, ..sample.clone() });
            let told = told.map(|headers| {
                let (name, policy) = headers.into_iter().next().unwrap_or_default();
                assert_eq!(name, "Content-Security-Policy");
                policy.split_once("; frame-ancestors ").map(|(_, listed)| listed.to_owned())
            });
            assert_eq!(told.as_ref().map(Option::as_deref).map_err(drop), expected, "{portals:?}");
        };
        check(&[], Ok(None));
        check(&["https://www.example.gov.cn"], Ok(Some("'self' https://www.example.gov.cn")));
        check(
            &["https://a.example", "http://b.example:8080"],
            Ok(Some("'self' https://a.example http://b.example:8080")),
        );
        check(&["https://a.example", "https://*.b.example"], Err(()));
        check(&["'none'"], Err(()));
        check(&["https://a.example; script-src *"], Err(()));
        Ok(())
    }

    #[test]
    fn subdomains_are_put_in_and_other_tiles_of_this_origin_need_nothing() {
        let basemap = |url: &str, subdomains: &str| Basemap {
            urls: vec![url.into()],
            subdomains: subdomains.into(),
            ..Basemap::default()
        };
        assert_eq!(basemap_urls(&basemap("https://t{s}.x/{z}", "01")), ["https://t0.x/{z}", "https://t1.x/{z}"]);
        assert_eq!(basemap_urls(&basemap("https://x/{z}", "")), ["https://x/{z}"]);
        assert!(basemap_urls(&basemap("tiles/{z}/{x}/{y}.png", "")).is_empty());
        let source = |url: &str| TileSource { urls: vec![url.into()], ..TileSource::default() };
        let sources = vec![source("https://x/{z}"), source("https://y/{z}")];
        assert_eq!(basemap_urls(&Basemap { sources, ..Basemap::default() }), ["https://x/{z}", "https://y/{z}"]);
    }
}
