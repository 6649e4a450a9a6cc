//! `cargo xtask hosting SERVER`: a ready configuration of nginx, Apache or Caddy for the deployment of a catalog.

use crate::csp;
use crate::run::Result;
use diming_cli::catalog::parse_catalog;
use std::path::PathBuf;

const NGINX: &str = include_str!("../hosting/nginx.conf");
const APACHE: &str = include_str!("../hosting/apache.conf");
const CADDY: &str = include_str!("../hosting/Caddyfile");

/// The administrator's parameters.
pub struct Place {
    /// Folder with the files, absolute.
    pub root: String,
    /// Port, or address and port.
    pub listen: String,
    /// Name of the host.
    pub name: String,
    /// The catalog, whose origins go into the headers.
    pub catalog: PathBuf,
    /// Whether scripts of every origin may read the files; needed for sandboxed frames without an origin.
    pub cors: bool,
}

/// Writes the configuration to standard output.
///
/// # Errors
/// The server is unknown, or the catalog cannot be read.
pub fn hosting(server: &str, place: &Place) -> Result<()> {
    let file = place.catalog.display();
    let catalog = std::fs::read(&place.catalog).map_err(|error| format!("{file}: {error}"))?;
    let catalog = parse_catalog(&catalog).map_err(|problem| format!("{file}: {problem:?}"))?;
    let mut headers = csp::headers(&catalog)?;
    if place.cors {
        headers.push((csp::CORS.0, csp::CORS.1.to_owned()));
    }
    print!("{}", configuration(server, place, &headers)?);
    Ok(())
}

/// The text of a configuration.
fn configuration(server: &str, place: &Place, headers: &[(&str, String)]) -> Result<String> {
    let (template, indent, line): (&str, &str, fn(&str, &str) -> String) = match server {
        "nginx" => (NGINX, "  ", |name, value| format!("add_header {name} \"{value}\" always;")),
        "apache" => (APACHE, "  ", |name, value| format!("Header always set {name} \"{value}\"")),
        "caddy" => (CADDY, "\t\t", |name, value| format!("{name} \"{value}\"")),
        other => return Err(format!("no configuration for {other:?}; there are nginx, apache, caddy").into()),
    };
    let lines: Vec<String> = headers.iter().map(|(name, value)| line(name, value)).collect();
    Ok(template
        .replace("{{listen}}", &place.listen)
        .replace("{{name}}", &place.name)
        .replace("{{root}}", &place.root)
        .replace("{{headers}}", &lines.join(&format!("\n{indent}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_holds_every_header_and_no_placeholder() -> Result<()> {
        let place = Place {
            root: "/srv/map".into(),
            listen: "8080".into(),
            name: "map.example".into(),
            catalog: PathBuf::new(),
            cors: false,
        };
        let headers = [("X-A", "one".to_owned()), ("X-B", "two 'self'".to_owned())];
        for server in ["nginx", "apache", "caddy"] {
            let text = configuration(server, &place, &headers)?;
            assert!(!text.contains("{{"), "{text}");
            for part in ["/srv/map", "X-A \"one\"", "X-B \"two 'self'\""] {
                assert!(text.contains(part), "{server}: {part}");
            }
        }
        assert!(configuration("iis", &place, &headers).is_err());
        Ok(())
    }
}
