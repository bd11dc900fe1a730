/** A port-forward of kubectl: a program that runs until it is ended, or until its pod goes. */
import { spawn } from 'node:child_process';
import { atEnd } from '../../lib/command-line/at-end';
import { EndError, type EndName } from './ends';
import { type Kubectl, reasonIn } from './kubectl';

export interface Forward {
  readonly port: number;
  /** False after the pod went. */
  readonly isOpen: () => boolean;
}

/** Until it listens, in milliseconds. */
const START = 20_000;

/**
 * @param end its name in messages
 * @param object `service/tempo-distributor`
 * @param signal ends it, even before it listens
 * @throws EndError
 */
export function portForward(
  kubectl: Kubectl,
  end: EndName,
  object: string,
  { namespace, port }: { readonly namespace: string; readonly port: number },
  signal: AbortSignal,
): Promise<Forward> {
  const [program, ...args] = kubectl.program;
  const child = spawn(program, [...args, 'port-forward', '-n', namespace, '--address=127.0.0.1', object, `:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let isOpen = true;
  const kill = () => void child.kill();
  const withdraw = atEnd(kill);
  const close = () => {
    isOpen = false;
    withdraw();
    kill();
  };
  let out = '';
  let error = '';
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => {
      clearTimeout(timer);
      close();
      reject(new EndError(end, `no port-forward to ${object} in namespace ${namespace}: ${problem}`, fixFor(problem, end)));
    };
    const timer = setTimeout(() => fail(`kubectl did not listen within ${START / 1000} s`), START);
    signal.addEventListener('abort', () => fail('smoke has ended'), { once: true });
    child.on('error', ({ message }) => fail(message));
    child.on('close', () => {
      isOpen = false;
      withdraw();
      fail(reasonIn(error));
    });
    child.stderr.on('data', (text) => {
      error += text;
    });
    child.stdout.on('data', (text) => {
      out += text;
      const local = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (local === undefined) return;
      clearTimeout(timer);
      resolve({ port: Number(local), isOpen: () => isOpen });
    });
  });
}

function fixFor(problem: string, end: EndName): string {
  if (/not found/i.test(problem)) return 'sync its Application, or see `kubectl get services`';
  if (/does not have a service port|not have a named port/i.test(problem)) return 'sync what dist/ says; the Service has other ports';
  if (/pod is not running|timed out waiting|unable to forward/i.test(problem)) return 'see `kubectl get pods` in that namespace';
  return `name the address by --url ${end}=URL`;
}
