// Says what the page needs where it cannot start: a browser that knows no modules, or none of what the program is made of.
// ES5, in a script of its own.
window.addEventListener("load", function () {
  if (!window.dimingEngine) document.getElementById("boot-failed").removeAttribute("hidden");
});
