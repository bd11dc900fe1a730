/** A file with the static configuration of Traefik that the user's values mount. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listedOr } from '../../../lib/findings/listed';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { TRAEFIK_RULES } from '../rules';

const FOLDER = '/etc/traefik';
const NAMES = ['traefik.toml', 'traefik.yaml', 'traefik.yml'];

/**
 * Where Traefik looks for it, from its working directory, the root. It reads only the first source that it finds: a file, then flags, then
 * variables (pkg/cli/loader_file.go and cmd/traefik/traefik.go of 2.4 to 3.7).
 */
export const STATIC_FILES: readonly string[] = [FOLDER, ''].flatMap((folder) => NAMES.map((name) => `${folder}/${name}`));

/** Values that mount volumes into the container of Traefik; `volumes` are ConfigMaps and Secrets as a whole. */
const MOUNTS = ['volumes', 'additionalVolumeMounts'];

/** What a mounted folder has is known only with its object, which verify knows if it is among the manifests. */
export function checkStaticFile(user: Readonly<Values>, findings: Findings): void {
  for (const list of MOUNTS) {
    for (const [index, mount] of listAt(user, list).entries()) {
      const key = ['traefik', 'values', list, index, 'mountPath'];
      const path = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
      const volume = list === 'volumes' ? undefined : volumeOf(mount, user);
      const files = filesOf(volume).map((file) => `${path}/${file}`);
      const isWhole = files.length === 0 && textAt(mount, 'subPath') === undefined && at(volume, 'emptyDir') === undefined;
      if (STATIC_FILES.some((file) => file === path || files.includes(file))) findings.error(key, IS_STATIC);
      else if (path === FOLDER && isWhole) findings.note(key, MAY_BE_STATIC);
    }
  }
}

const IS_STATIC = TRAEFIK_RULES.says(
  'static-file',
  'mounts a file with a static configuration of Traefik, which then ignores all flags, such as those for traces',
  'mount it elsewhere if it is a dynamic configuration; else set everything by values and remove it',
);

const MAY_BE_STATIC = TRAEFIK_RULES.says(
  'static-folder',
  `if this volume has ${listedOr(NAMES)}, Traefik ignores all flags, such as those for traces`,
  'mount a dynamic configuration elsewhere',
);

const volumeOf = (mount: unknown, user: Readonly<Values>): unknown =>
  listAt(user, 'deployment', 'additionalVolumes').find((volume) => textAt(volume, 'name') === textAt(mount, 'name'));

/** The names of the files of a volume that lists them. */
const filesOf = (volume: unknown): string[] =>
  [volume, ...listAt(volume, 'projected', 'sources')]
    .flatMap((source) => [...listAt(source, 'configMap', 'items'), ...listAt(source, 'secret', 'items')])
    .flatMap((item) => textAt(item, 'path') ?? []);
