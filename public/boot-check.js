// Says so instead of showing nothing where the boot script did not run: it is gone or altered, or the frame is
// sandboxed without an origin while the server lets no other origin read its files.
(function () {
  function check() {
    if (window.dimingEngine) return;
    document.getElementById("boot-failed").removeAttribute("hidden");
    if (window.origin === "null") {
      document.getElementById("boot-reason").textContent =
        "sandbox without allow-same-origin, server without Access-Control-Allow-Origin: docs/hosting.md";
    }
  }
  // All scripts have run by then, or never will.
  if (document.readyState === "complete") check();
  else window.addEventListener("load", check);
})();
