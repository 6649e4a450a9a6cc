// The least that a page can do before it is drawn: what no app on this machine can go below.
document.getElementById("map").getContext("2d").fillRect(10, 10, 100, 100);
requestAnimationFrame(() => performance.mark("diming:ready"));
