// Stands for the images of emojivoto, whose binaries are not to be had: the web answers a vote, and reports what the mesh and the demo
// would report about it, by Zipkin, because OpenCensus needs a library. The others only listen.
const { randomBytes } = require('node:crypto');
const http = require('node:http');

const { WEB_PORT, GRPC_PORT, OC_AGENT_HOST, WEB_HOST } = process.env;

/** Tempo's Zipkin receiver is where its receiver of OpenCensus is. */
const collector = OC_AGENT_HOST && `http://${OC_AGENT_HOST.split(':')[0]}:9411/api/v2/spans`;

/** The services that a vote passes, each called by the one before. */
const WAY = ['linkerd-proxy', 'web', 'emoji', 'voting'];

/** The trace of a request by B3 or W3C headers; undefined if it is not sampled. */
function incoming(headers) {
  const w3c = /^00-(\w{32})-(\w{16})-(\d\d)$/.exec(headers.traceparent ?? '');
  if (w3c) return w3c[3] === '01' ? { traceId: w3c[1], parentId: w3c[2] } : undefined;
  const [traceId, parentId] = [headers['x-b3-traceid'], headers['x-b3-spanid']];
  return traceId && headers['x-b3-sampled'] !== '0' ? { traceId, parentId } : undefined;
}

function report({ traceId, parentId }) {
  let parent = parentId;
  const spans = WAY.map((serviceName) => {
    const span = { traceId, parentId: parent, id: randomBytes(8).toString('hex'), name: 'vote', kind: 'SERVER' };
    parent = span.id;
    return { ...span, timestamp: Date.now() * 1000, duration: 1000, localEndpoint: { serviceName } };
  });
  const request = http.request(collector, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => answer.resume());
  request.on('error', (error) => console.error(`${collector}: ${error.message}`));
  request.end(JSON.stringify(spans));
}

if (WEB_PORT) {
  const server = http.createServer((request, response) => {
    const trace = incoming(request.headers);
    if (trace && collector) report(trace);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.headers));
  });
  server.listen(Number(WEB_PORT));
} else if (GRPC_PORT) http.createServer((_, response) => response.end()).listen(Number(GRPC_PORT));
else setInterval(() => undefined, 60_000); // the bot of WEB_HOST does not vote here
if (WEB_HOST) console.log(`does not vote at ${WEB_HOST}`);
