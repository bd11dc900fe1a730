/** A small kubectl as a program on PATH: it forwards ports, and prints objects and logs. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface FakeKubectl {
  /** An environment with it on PATH, and nothing else. */
  readonly environment: NodeJS.ProcessEnv;
  /** The arguments of each call. */
  readonly calls: () => string[];
  /** The process ids of its port-forwards. */
  readonly forwards: () => number[];
  readonly remove: () => void;
}

export interface FakeKubectlProps {
  /** Where a forwarded port leads, by `service/loki:80`. */
  readonly ports?: Readonly<Record<string, number>>;
  /** What is printed, by the arguments without context and format. */
  readonly prints?: Readonly<Record<string, unknown>>;
  /** What it fails with, by the beginning of its arguments. */
  readonly fails?: Readonly<Record<string, string>>;
}

/** It ends as kubectl does: 1 with a line on standard error. The API server tells everybody its version. */
const PROGRAM = `
const { appendFileSync, readFileSync } = require('node:fs');
const net = require('node:net');
const { ports, prints, fails } = JSON.parse(readFileSync(__dirname + '/answers.json', 'utf8'));
const args = process.argv.slice(2);
appendFileSync(__dirname + '/calls', args.join(' ') + '\\n');
if (args.includes('port-forward')) appendFileSync(__dirname + '/forwards', process.pid + '\\n');
const asked = args.filter((arg) => !arg.startsWith('--context')).join(' ').replace(/ -o json$/, '');
const fail = (message) => { process.stderr.write('E1128 12:00:00.000000 1 memcache.go:265] noise\\n' + message + '\\n'); process.exitCode = 1; };
const failure = Object.entries(fails).find(([start]) => asked.startsWith(start));
if (failure) fail(failure[1]);
else if (asked.startsWith('get --raw /version')) process.stdout.write('{"gitVersion": "v1.34.0"}');
else if (args.includes('port-forward')) {
  const [object, port] = args.slice(-2);
  const to = ports[object + port];
  if (!to) fail('Error from server (NotFound): services "' + object.split('/')[1] + '" not found');
  else {
    const server = net.createServer((socket) => { const out = net.connect(to, '127.0.0.1'); socket.pipe(out).pipe(socket); out.on('error', () => socket.destroy()); socket.on('error', () => out.destroy()); });
    server.listen(0, '127.0.0.1', () => console.log('Forwarding from 127.0.0.1:' + server.address().port + ' -> ' + to));
  }
} else if (asked in prints) process.stdout.write(typeof prints[asked] === 'string' ? prints[asked] : JSON.stringify(prints[asked]));
else fail('Error from server (NotFound): "' + asked + '" not found');
`;

export function fakeKubectl({ ports = {}, prints = {}, fails = {} }: FakeKubectlProps): FakeKubectl {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kubectl-'));
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'answers.json'), JSON.stringify({ ports, prints, fails }));
  writeFileSync(path.join(bin, 'kubectl'), `#!${process.execPath}\n${PROGRAM}`);
  chmodSync(path.join(bin, 'kubectl'), 0o755);
  return {
    environment: { PATH: bin },
    calls: () => readFileSync(path.join(bin, 'calls'), 'utf8').trim().split('\n'),
    forwards: () =>
      existsSync(path.join(bin, 'forwards')) ? readFileSync(path.join(bin, 'forwards'), 'utf8').trim().split('\n').map(Number) : [],
    remove: () => rmSync(folder, { recursive: true }),
  };
}
