// Runs only where the browser knows no modules: says so instead of showing nothing.
document.getElementById("boot-failed").removeAttribute("hidden");
