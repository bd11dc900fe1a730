/** The process of a container. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at } from '../../../lib/yaml/parsed';
import { ACCOUNT_FOLDER, type Api } from './api/server';
import type { Container } from './container-spec';
import type { Image } from './images';
import type { PodNetwork } from './network';
import type { Objects } from './objects';
import type { Pod } from './pod';
import { createMountPoint, createRoot, type Mount } from './root';
import { startScript } from './start-script';
import { idsOf } from './user';
import { expanded, variablesOf } from './variables';
import { type VolumeFolders, volumeOf } from './volumes';

/** What a container is made of. */
export interface ContainerProps {
  readonly pod: Pod;
  readonly container: Container;
  readonly image: Image;
  readonly objects: Objects;
  readonly network: PodNetwork;
  /** The folder of the pod. */
  readonly folder: string;
  readonly volumes: VolumeFolders;
  readonly authorities?: string;
  readonly api: Api;
  readonly log: string;
}

/** The root folder of a container. */
export const rootOf = ({ folder, container }: Pick<ContainerProps, 'folder' | 'container'>): string =>
  path.join(folder, `root-${container.name}`);

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Starts the program of a container.
 * @throws Error if it cannot be put together, such as without its Secret: the kubelet waits and tries again
 */
export function startContainer(props: ContainerProps): ChildProcess {
  const { pod, container, image, objects, network, folder, volumes, authorities, api, log } = props;
  const root = rootOf(props);
  // A new container starts from its image; what is mounted is seen only in its own namespace.
  rmSync(root, { recursive: true, force: true });
  const ids = idsOf(pod, container, image.user);
  const ofImage = createRoot({ root, pod, image, user: ids.user, authorities });
  const own = container.mounts.map((mount): Mount => {
    const volume = volumeOf(pod, mount.volume, volumes, objects);
    const from = mount.subPath ? subFolder(volume.folder, mount.subPath) : volume.folder;
    return { from, to: mount.path, readOnly: mount.readOnly || volume.readOnly };
  });
  const mounts = [...ofImage, ...accountOf(props), ...own];
  for (const mount of mounts) createMountPoint(root, mount);
  const variables = { PATH, HOME: '/', HOSTNAME: pod.name, ...api.variables, ...image.variables, ...variablesOf(pod, container, objects) };
  const script = path.join(folder, `${container.name}.sh`);
  const text = startScript({
    ...{ root, mounts, variables, ids },
    isRootReadOnly: container.security.readOnlyRootFilesystem === true,
    workingDir: container.workingDir ?? '/',
    command: commandOf(container, image).map((word) => expanded(word, variables)),
  });
  writeFileSync(script, text, { mode: 0o700 });
  const output = openSync(log, 'a');
  const command = [...network.enter, 'unshare', '--mount', 'sh', script];
  const process = spawn('nsenter', command, { stdio: ['ignore', output, output] });
  closeSync(output);
  return process;
}

function commandOf({ command, args }: Container, image: Image): string[] {
  const rest = args.length > 0 || command.length > 0 ? args : (image.args ?? []);
  return [...(command.length > 0 ? command : image.entry), ...rest];
}

/** The files of the ServiceAccount, unless the pod declines them. */
function accountOf({ pod, folder, api }: ContainerProps): Mount[] {
  const files = Object.entries(api.account);
  if (files.length === 0 || at(pod.spec, 'automountServiceAccountToken') === false) return [];
  const account = path.join(folder, 'account');
  mkdirSync(account, { recursive: true });
  for (const [name, text] of [...files, ['namespace', pod.namespace] as const]) writeFileSync(path.join(account, name), text);
  return [{ from: account, to: ACCOUNT_FOLDER, readOnly: true }];
}

/** A folder in a volume gets the mode of the volume. */
function subFolder(folder: string, name: string): string {
  const sub = path.join(folder, name);
  if (existsSync(sub)) return sub;
  mkdirSync(sub, { recursive: true });
  chmodSync(sub, statSync(folder).mode);
  return sub;
}
