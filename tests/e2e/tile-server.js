// A server of tiles on an origin of its own, which plays what servers of tiles do, and keeps a record of it.
//
//   const server = await tileServer();
//   server.play("made", { status: 418 });          // http://127.0.0.1:PORT/made/{z}/{x}/{y}.png
//   server.asked                                   // paths of all tiles that were asked for, in order
//   server.cut                                     // paths of those whose connection the page closed before an answer
//
// What a name plays: `status` (200), `cors` (true), `colour` of a tile ([red, green, blue], or a function of
// { z, x, y }), `dots` (in place of it a function of the tile and a row of it, 0 to 255, that says how dark the row is,
// 0 to 255: pictures of 256 pixels), `type` ("image/gif"), `lacks` (tiles that are answered with 404, by a function), `held` (true: the
// answer waits for `release`, or for ever; a number: from that request on).

import { createServer } from "node:http";
import { crc32, deflateSync } from "node:zlib";

/** A picture of one pixel in a colour: the palette stands in bytes 13 to 18. */
function picture(colour) {
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==", "base64");
  gif.set([...colour, ...colour], 13);
  return gif;
}

/** A picture (PNG) of 256 grey rows. */
function rowsOf(darkness) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  // 256 × 256, 8 bits, grey; each row begins with its filter: none.
  const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0]);
  const rows = Buffer.concat(Array.from({ length: 256 }, (_, row) => Buffer.concat([Buffer.from([0]), Buffer.alloc(256, 255 - Math.round(darkness(row)))])));
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

const listening = (server) =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`)));

/** An origin where nobody listens. */
export async function closedOrigin() {
  const server = createServer();
  const origin = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

export async function tileServer() {
  const plays = new Map();
  const [asked, cut] = [[], []];
  const [counts, held] = [new Map(), new Set()];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://tiles");
    const [, name, z, x, y] = pathname.match(/^\/([\w-]+)\/(\d+)\/(\d+)\/(\d+)(?:@2x)?\.png$/) ?? [];
    const play = plays.get(name);
    if (!play) return response.writeHead(200, { "content-type": "text/plain" }).end();
    const tile = { z: Number(z), x: Number(x), y: Number(y) };
    const number = counts.get(name) ?? 0;
    counts.set(name, number + 1);
    asked.push(pathname);
    response.on("close", () => response.writableFinished || cut.push(pathname));
    const answer = () => {
      // What is played when the answer is given counts.
      const { status = 200, cors = true, type = "image/gif", colour = [200, 40, 40], dots, lacks } = plays.get(name);
      // A browser shows the picture of an answer whatever its status: a refusal has none.
      const code = lacks?.(tile) ? 404 : status;
      const isPicture = code === 200 && type === "image/gif";
      const headers = { "content-type": isPicture ? (dots ? "image/png" : type) : "text/html", "cache-control": "no-store" };
      if (cors) headers["access-control-allow-origin"] = "*";
      response.writeHead(code, headers);
      if (!isPicture) return response.end("<p>No picture</p>");
      response.end(dots ? rowsOf((row) => dots(tile, row)) : picture(typeof colour === "function" ? colour(tile) : colour));
    };
    const waits = play.held === true || number >= play.held;
    if (waits) held.add({ name, answer });
    else answer();
  });
  // A connection that is closed between two requests is no matter of these tests.
  server.keepAliveTimeout = 120_000;
  const origin = await listening(server);

  return {
    origin,
    asked,
    cut,
    /** URL template of a name. */
    url: (name, end = "") => `${origin}/${name}/{z}/{x}/{y}${end}.png`,
    /** From now on a name plays this; what it counts begins anew. */
    play(name, how = {}) {
      plays.set(name, how);
      counts.delete(name);
    },
    /** Answers what a name holds back, and holds nothing back any more. */
    release(name) {
      plays.set(name, { ...plays.get(name), held: undefined });
      for (const one of held) {
        if (one.name !== name) continue;
        held.delete(one);
        one.answer();
      }
    },
    /** Paths of a name that were asked for, and how often. */
    times(name) {
      const times = new Map();
      for (const path of asked.filter((path) => path.startsWith(`/${name}/`))) times.set(path, (times.get(path) ?? 0) + 1);
      return times;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
