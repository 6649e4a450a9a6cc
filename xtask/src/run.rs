//! Runs other programs: announces them, times them, passes their output through.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

pub use diming_cli::Result;

/// Folder of the project at the time this tool was compiled.
pub fn project_dir() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Prints what is being done, does it, prints how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {what}");
    let start = Instant::now();
    let done = work();
    println!("  {what}: {:.1} s", start.elapsed().as_secs_f64());
    done.map_err(|error| format!("{what}: {error}").into())
}

/// Runs a program to its end and passes its output through.
///
/// # Errors
/// It cannot be started, or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("cannot start {name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} ended with {status}").into()) }
}

/// Runs a program and returns its output; passes its errors through.
///
/// # Errors
/// It cannot be started, fails, or its output is not UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let out = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start {name}: {error}"))?;
    if !out.status.success() {
        return Err(format!("{name} ended with {}", out.status).into());
    }
    Ok(String::from_utf8(out.stdout)?.trim().to_owned())
}

/// The file of that name on PATH, if any.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// PATH with further folders first.
///
/// # Errors
/// A folder's name contains the separator of PATH.
pub fn path_with(front: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = front.iter().cloned().chain(std::env::split_paths(&old));
    Ok(std::env::join_paths(all)?)
}

/// Installs Debian packages; needs root, or sudo.
///
/// # Errors
/// There is no `apt-get`, or it fails.
pub fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    if find_program("apt-get").is_none() {
        return Err(format!("please install {} ({why}): no apt-get here", packages.join(", ")).into());
    }
    println!("  installing Debian packages {} ({why})", packages.join(" "));
    let apt = |args: &[&str]| {
        let mut command = match find_program("sudo").filter(|_| !is_root()) {
            Some(sudo) => {
                let mut command = Command::new(sudo);
                command.arg("apt-get");
                command
            }
            None => Command::new("apt-get"),
        };
        run(command.env("DEBIAN_FRONTEND", "noninteractive").args(args))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}
