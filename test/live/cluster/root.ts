/** The root folder of a container: what an image and the kubelet put there. */
import { chownSync, closeSync, existsSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { textAt } from '../../../lib/yaml/parsed';
import type { Image } from './images';
import { NODE_ADDRESS } from './network';
import type { Pod } from './pod';
import { hasOtherUsers } from './user';

/** A file or folder of this machine, and where a container sees it. */
export interface Mount {
  readonly from: string;
  readonly to: string;
  readonly readOnly: boolean;
}

const FOLDERS = ['proc', 'dev', 'tmp', 'etc/ssl/certs', 'home', 'root', 'var/tmp', 'run'];

/** What a binary of this machine needs that is not linked statically. */
const LIBRARIES = ['/usr/lib', '/lib', '/lib64', '/etc/ld.so.cache'];

/** Folders of this machine with a shell and its tools, for images that have them. */
const USERLAND = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/etc/alternatives'];

/** Where Go looks for the authorities that everybody trusts, on Debian and Alpine. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

export interface RootProps {
  readonly root: string;
  readonly pod: Pod;
  readonly image: Image;
  /** The id of the user; undefined for that of this process. */
  readonly user?: number;
  /** The file with the authorities that the image trusts. */
  readonly authorities?: string;
}

/** Creates the root folder. @returns the mounts of the image, the parts of it that no container may change */
export function createRoot({ root, pod, image, user, authorities }: RootProps): Mount[] {
  for (const folder of FOLDERS) mkdirSync(path.join(root, folder), { recursive: true, mode: 0o755 });
  for (const folder of image.folders ?? []) {
    mkdirSync(path.join(root, folder), { recursive: true, mode: 0o755 });
    if (hasOtherUsers && image.user !== undefined) chownSync(path.join(root, folder), image.user, image.user);
  }
  const { namespace, name } = pod;
  const write = (file: string, lines: readonly string[]) => writeFileSync(path.join(root, 'etc', file), `${lines.join('\n')}\n`);
  const domains = [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
  write('resolv.conf', [`nameserver ${NODE_ADDRESS}`, `search ${domains.join(' ')}`, 'options ndots:5']);
  write('hosts', ['127.0.0.1 localhost', `${pod.address} ${[...fullName(pod), name].join(' ')}`]);
  write('hostname', [name]);
  // As CRI-O does; a program that is linked against the C library asks for its own name there.
  const account = user === undefined || user === 0 ? [] : [`app:x:${user}:${user}:app:/:/bin/sh`];
  write('passwd', ['root:x:0:0:root:/:/bin/sh', ...account]);
  write('group', ['root:x:0:']);
  write('nsswitch.conf', ['hosts: files dns']);
  const scripts = Object.entries(image.scripts ?? {});
  for (const [file, text] of scripts) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true, mode: 0o755 });
    writeFileSync(path.join(root, file), text, { mode: 0o755 });
  }
  const [entry = '', script = ''] = image.entry;
  // A folder of this machine cannot get a file of the image that it lacks; /bin and /usr/bin are the same on most.
  const own = [entry, ...scripts.map(([file]) => file)].filter((file) => !existsSync(file)).map((file) => path.dirname(file));
  const userland = image.hasUserland ? USERLAND.filter((folder) => !own.includes(folder)) : [];
  const parts = [
    ...[...LIBRARIES, ...userland].filter(existsSync).map((folder) => [folder, folder]),
    ...(image.binary ? [[image.binary, entry]] : []),
    ...(image.script ? [[image.script, script]] : []),
    ...(authorities ? [[authorities, AUTHORITIES]] : []),
  ];
  return parts.map(([from = '', to = '']) => ({ from, to, readOnly: true }));
}

/** The name of a pod of a StatefulSet, or of one with a subdomain. */
function fullName({ name, namespace, spec, owner }: Pod): string[] {
  const subdomain = textAt(spec, 'subdomain') ?? textAt(owner, 'spec', 'serviceName');
  return subdomain ? [`${name}.${subdomain}.${namespace}.svc.cluster.local`] : [];
}

/** Creates the place that a file or folder is mounted over, unless it exists. */
export function createMountPoint(root: string, { from, to }: Mount): void {
  const place = path.join(root, to);
  if (existsSync(place)) return;
  if (statSync(from).isDirectory()) mkdirSync(place, { recursive: true, mode: 0o755 });
  else {
    mkdirSync(path.dirname(place), { recursive: true });
    closeSync(openSync(place, 'w'));
  }
}
