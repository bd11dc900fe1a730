/** The probes of a container, asked from the node as the kubelet does. */
import { spawn } from 'node:child_process';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { connect } from 'node:net';
import { at, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import { type Pod, portOf } from './pod';

/** How often and how long a probe is asked, in milliseconds, and after how many answers it counts. */
export interface ProbeTimes {
  readonly delay: number;
  readonly period: number;
  readonly failures: number;
}

const seconds = (probe: unknown, field: string, otherwise: number): number => Number(textAt(probe, field) ?? otherwise) * 1000;

export const timesOf = (probe: unknown): ProbeTimes => ({
  delay: seconds(probe, 'initialDelaySeconds', 0),
  period: seconds(probe, 'periodSeconds', 10),
  failures: Number(textAt(probe, 'failureThreshold') ?? 3),
});

/** Runs a command in a container. @returns its exit code */
export type Run = (command: readonly string[]) => Promise<number>;

/** Whether a container answers its probe now. */
export async function isAnswered(pod: Pod, probe: unknown, run: Run): Promise<boolean> {
  const timeout = seconds(probe, 'timeoutSeconds', 1);
  const exec = at(probe, 'exec');
  if (exec) return (await run(listAt(exec, 'command').map(textFrom))) === 0;
  const way = at(probe, 'httpGet') ?? at(probe, 'tcpSocket') ?? at(probe, 'grpc');
  const port = portOf(pod, at(way, 'port'));
  if (port === undefined) return false;
  return at(probe, 'httpGet') ? answersHttp(pod.address, port, way, timeout) : answersTcp(pod.address, port, timeout);
}

function answersHttp(host: string, port: number, way: unknown, timeout: number): Promise<boolean> {
  const headers = Object.fromEntries(listAt(way, 'httpHeaders').map((header) => [textAt(header, 'name'), textAt(header, 'value')]));
  const options = { host, port, path: textAt(way, 'path') ?? '/', headers, timeout, rejectUnauthorized: false, agent: false };
  return new Promise((resolve) => {
    const get = textAt(way, 'scheme') === 'HTTPS' ? getHttps : getHttp;
    const request = get(options, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 400);
    });
    request.on('error', () => resolve(false)).on('timeout', () => request.destroy(new Error('timeout')));
  });
}

/** Of gRPC, only whether the port is open is asked. */
function answersTcp(host: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false)).on('timeout', () => socket.destroy(new Error('timeout')));
  });
}

/** Runs a command where a process of a container runs. */
export function runBeside(pid: number, root: string, command: readonly string[]): Promise<number> {
  const enter = [`--target=${pid}`, '--mount', '--net', '--uts', '/usr/sbin/chroot', root, ...command];
  const child = spawn('nsenter', enter, { stdio: 'ignore', timeout: 10_000 });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)).on('error', () => resolve(1)));
}
