// A proxy before several servers that share a store: each request goes to the next of them, whoever it is from.
//
//   node proxy.mjs http://127.0.0.1:3001 http://127.0.0.1:3002 [PORT]
//
// It does what the operating guide asks of a proxy: says who asked, holds nothing back of a stream, lets go of idle connections
// before Berth does. It says where it listens, and ends when its standard input does.
import http from "node:http";

const servers = process.argv.slice(2).filter((argument) => argument.startsWith("http://")).map((url) => new URL(url));
const port = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 0);
if (servers.length === 0) throw new Error("node proxy.mjs URL... [PORT]: it takes the address of one server at least");

/** A connection that Berth may be about to close is not asked on. */
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity, timeout: 30_000 });
/** Of one connection only, or made anew by each proxy. */
const hops = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"]);
let turn = 0;

// a link can be longer than the 16 KB of a request that Node takes by itself
const proxy = http.createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
  const server = servers[turn++ % servers.length];
  const { "x-forwarded-for": before, ...headers } = passedOn(request.headers);
  const client = request.socket.remoteAddress;
  headers["x-forwarded-for"] = before ? `${before}, ${client}` : client;
  headers["x-forwarded-proto"] = "http";
  if (request.headers["transfer-encoding"]) headers["transfer-encoding"] = "chunked";
  const { hostname, port } = server;
  const asked = http.request({ agent, hostname, port, method: request.method, path: request.url, headers }, (answer) => {
    response.writeHead(answer.statusCode, passedOn(answer.headers));
    response.flushHeaders();
    answer.pipe(response);
    answer.on("error", () => response.destroy());
  });
  asked.on("error", (error) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { "content-type": "text/plain" }).end(`${server.host}: ${error.message}\n`);
  });
  // whoever leaves, leaves the server too: a stream would go on for ever
  response.on("close", () => asked.destroy());
  request.pipe(asked);
});

function passedOn(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hops.has(name)));
}

proxy.keepAliveTimeout = 60_000;
proxy.requestTimeout = 0;
proxy.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${proxy.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
