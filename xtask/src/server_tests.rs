//! The server, asked over real connections.

use super::*;

/// Starts a server over a scratch folder; gives its port.
fn start(name: &str, faults: bool) -> Result<u16> {
    start_with(name, |site| site.faults = faults)
}

fn start_with(name: &str, change: impl FnOnce(&mut Site)) -> Result<u16> {
    let root = std::env::temp_dir().join(format!("diming-site-{name}-{}", std::process::id()));
    std::fs::create_dir_all(root.join("data"))?;
    std::fs::write(root.join("index.html"), "<p>地名</p>")?;
    std::fs::write(root.join("app-0123456789abcdef.js"), "long text")?;
    std::fs::write(root.join("app-0123456789abcdef.js.br"), "br")?;
    std::fs::write(root.join("data/a.geojson"), "0123456789")?;
    std::fs::write(root.join("data/long.csv"), "x".repeat(20_000))?;
    std::fs::write(root.join(".hidden"), "secret")?;
    std::fs::write(root.join("headers.txt"), "Content-Security-Policy: default-src 'none'\n")?;
    let listener = listen(0)?;
    let port = listener.local_addr()?.port();
    let mounts = vec![("extra".to_owned(), root.join("data"))];
    let mut site = Site { root, mounts, ..Site::default() };
    change(&mut site);
    std::thread::spawn(move || serve(&listener, site));
    Ok(port)
}

/// Asks once and gives status line, head and body.
fn ask(port: u16, target: &str, headers: &str) -> Result<(String, String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(stream, "GET {target} HTTP/1.1\r\nHost: x\r\n{headers}\r\n")?;
    stream.shutdown(std::net::Shutdown::Write)?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no head")?;
    let (status, head) = head.split_once("\r\n").unwrap_or((head, ""));
    Ok((status.replace("HTTP/1.1 ", ""), format!("{head}\r\n"), body.to_owned()))
}

#[test]
fn files_types_and_headers() -> Result<()> {
    let port = start("plain", false)?;
    let check = |target: &str, status: &str, kind: &str, body: &str| -> Result<()> {
        let (found, head, text) = ask(port, target, "")?;
        assert_eq!(found, status, "{target}");
        assert!(head.contains(&format!("Content-Type: {kind}")), "{target}: {head}");
        assert!(head.contains("Content-Security-Policy: default-src 'none'\r\n"), "{target}: {head}");
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{target}: {head}");
        assert_eq!(text, body, "{target}");
        Ok(())
    };
    check("/", "200 OK", "text/html", "<p>地名</p>")?;
    check("/data/a.geojson", "200 OK", "application/geo+json", "0123456789")?;
    check("/data/%61.geojson?v=1", "200 OK", "application/geo+json", "0123456789")?;
    check("/extra/a.geojson", "200 OK", "application/geo+json", "0123456789")?;
    check("/data/a.geojson?status=503", "200 OK", "application/geo+json", "0123456789")?;
    for outside in ["/none", "/../etc/passwd", "/%2e%2e/etc/passwd", "/.hidden", "/data"] {
        check(outside, "404 Not Found", "text/plain", "404 Not Found\n")?;
    }
    Ok(())
}

#[test]
fn packed_copies_and_caching() -> Result<()> {
    let port = start("packed", false)?;
    let (_, head, body) = ask(port, "/app-0123456789abcdef.js", "Accept-Encoding: gzip, br\r\n")?;
    assert_eq!(body, "br");
    assert!(head.contains("Content-Encoding: br") && head.contains("immutable"), "{head}");
    let (_, head, body) = ask(port, "/app-0123456789abcdef.js", "")?;
    assert_eq!(body, "long text");
    assert!(!head.contains("Content-Encoding"), "{head}");

    let (_, head, _) = ask(port, "/data/a.geojson", "")?;
    assert!(head.contains("Cache-Control: no-cache"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).ok_or("no tag")?;
    let (status, _, body) = ask(port, "/data/a.geojson", &format!("If-None-Match: {tag}\r\n"))?;
    assert_eq!((status.as_str(), body.as_str()), ("304 Not Modified", ""));
    Ok(())
}

#[test]
fn scripts_of_other_origins_read_only_what_is_open_to_them() -> Result<()> {
    for cors in [false, true] {
        let port = start_with(&format!("cors-{cors}"), |site| site.cors = cors)?;
        for target in ["/", "/data/a.geojson", "/none"] {
            let (_, head, _) = ask(port, target, "Origin: null\r\n")?;
            assert_eq!(head.contains("Access-Control-Allow-Origin: *\r\n"), cors, "{target}: {head}");
        }
    }
    Ok(())
}

#[test]
fn faults_on_demand() -> Result<()> {
    let port = start("faults", true)?;
    assert_eq!(ask(port, "/data/a.geojson?status=503", "")?.0, "503");
    let (_, head, body) = ask(port, "/data/a.geojson?cut=4", "")?;
    assert!(head.contains("Content-Length: 10"), "{head}");
    assert_eq!(body, "0123");
    assert!(ask(port, "/data/a.geojson?type=text/html", "")?.1.contains("Content-Type: text/html"));
    assert_eq!(ask(port, "/data/a.geojson?pace=100", "")?.2, "0123456789");
    Ok(())
}

#[test]
fn a_slow_line_is_shared_by_all_that_is_asked() -> Result<()> {
    let line = SlowLine::new(200_000, 30)?;
    let port = start_with("line", |site| site.line = Some(line))?;
    let begun = Instant::now();
    let asked =
        [(); 2].map(|()| std::thread::spawn(move || ask(port, "/data/long.csv", "").map_or(0, |it| it.2.len())));
    let lengths = asked.map(|thread| thread.join().unwrap_or(0));
    // 40 000 bytes at 200 000 a second, after twice 30 ms.
    let took = begun.elapsed();
    assert_eq!(lengths, [20_000; 2]);
    assert!(took > Duration::from_millis(250), "{took:?}");
    assert!(SlowLine::new(0, 0).is_err());
    Ok(())
}
