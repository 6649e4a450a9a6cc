// Runs only where the browser knows no modules: shows the list in words instead of nothing. ES5.
location.replace("list.html");
