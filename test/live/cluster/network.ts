/** The network of the cluster: a bridge without a way out, and a network namespace for each pod. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The node: DNS, Services' senders and whatever is outside the cluster have this address. */
export const NODE_ADDRESS = '10.99.0.1';
export const NODE_NAME = 'node';

const BRIDGE = 'cluster';
const PREFIX = 16;

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Creates the bridge. The process must be alone in its own network namespace: see ../namespaces.ts. */
export function createBridge(): void {
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', BRIDGE, 'type', 'bridge');
  ip('addr', 'add', `${NODE_ADDRESS}/${PREFIX}`, 'dev', BRIDGE);
  ip('link', 'set', BRIDGE, 'up');
}

/** Adds an address of a Service to the bridge. */
export const addAddress = (address: string): unknown => ip('addr', 'add', `${address}/${PREFIX}`, 'dev', BRIDGE);

/** A network and a host name of its own: what a pod's containers share. */
export class PodNetwork {
  private constructor(private readonly holder: ChildProcess) {}

  /** @param index distinguishes it from other pods */
  static async create(index: number, hostname: string, address: string): Promise<PodNetwork> {
    const script = 'hostname "$1" && echo ready && exec sleep infinity';
    const holder = spawn('unshare', ['--net', '--uts', 'sh', '-c', script, 'sh', hostname], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout as NonNullable<typeof holder.stdout>, 'data');
    const network = new PodNetwork(holder);
    const outer = `pod${index}`;
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder.pid));
    ip('link', 'set', outer, 'master', BRIDGE, 'up');
    const inside = (...args: string[]) => execFileSync('nsenter', [...network.enter, 'ip', ...args]);
    inside('link', 'set', 'lo', 'up');
    inside('addr', 'add', `${address}/${PREFIX}`, 'dev', 'eth0');
    inside('link', 'set', 'eth0', 'up');
    return network;
  }

  /** The arguments of `nsenter` for a program in it. */
  get enter(): string[] {
    return [`--net=/proc/${this.holder.pid}/ns/net`, `--uts=/proc/${this.holder.pid}/ns/uts`];
  }

  remove(): void {
    this.holder.kill('SIGKILL');
  }
}
