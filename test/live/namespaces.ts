/** Runs a program of this repository alone in namespaces of its own: of network, mounts, processes and host name. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from '../../lib/command-line/at-end';
import { NODE_ADDRESS } from './cluster/network';

/** All processes end with the first one. Who is not root becomes it, in a namespace of users. */
const FLAGS = ['--net', '--mount', '--pid', '--uts', '--fork', '--kill-child', '--mount-proc'];
const asRoot = () => (process.getuid?.() === 0 ? [] : ['--user', '--map-root-user', ...MORE_USERS]);

/** Further users exist where /etc/subuid grants them. */
const MORE_USERS = works('--user', '--map-root-user', '--map-auto') ? ['--map-auto'] : [];

function works(...flags: string[]): boolean {
  return spawnSync('unshare', [...flags, 'true'], { stdio: 'ignore' }).status === 0;
}

/** Why the machine cannot run a live cluster; undefined if it can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return `this is ${process.platform}, and only Linux has namespaces`;
  const needed = ['unshare', 'nsenter', 'ip', 'mount', 'chroot'].filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
  );
  if (needed.length > 0) return `${needed.join(', ')} not found on PATH; install util-linux, iproute2 and coreutils`;
  const script = 'ip link add live type bridge && unshare --net --uts true && mount -t tmpfs live /mnt && mount --bind /mnt /mnt';
  const { status, stderr } = spawnSync('unshare', [...asRoot(), ...FLAGS, 'sh', '-c', script], { encoding: 'utf8' });
  return status === 0 ? undefined : `this machine allows no namespaces (${stderr.trim().split('\n')[0]})`;
}

/** Starts a program of this repository in them, with the cluster's DNS. It ends with this process. @param entry `test/live/inside.ts` */
export function spawnInside(entry: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env): ChildProcess {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-dns-'));
  const resolver = path.join(folder, 'resolv.conf');
  writeFileSync(resolver, `nameserver ${NODE_ADDRESS}\nsearch svc.cluster.local cluster.local\noptions ndots:5\n`);
  const script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';
  const program = [process.execPath, path.resolve('lib/launch.js'), entry, ...args];
  const child = spawn('unshare', [...asRoot(), ...FLAGS, 'sh', '-c', script, 'sh', resolver, ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const withdraw = atEnd(() => {
    child.kill('SIGKILL');
    remove();
  });
  child.on('exit', () => {
    withdraw();
    remove();
  });
  return child;
}
