/** Checks the container that runs the script of a bucket Job. */
import { MC } from '../../../../charts/tempo/storage/s3/servers/images';
import { nearest } from '../../../../lib/findings/nearest';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Container, Pod } from '../../../world/kubernetes';
import type { Mistake } from './mistake';
import { isRcloneScript } from './rclone';

/** @param script its script */
export function containerMistakes({ containers }: Pod, script: string): Mistake[] {
  const container = containers.find(runsScript);
  if (!container) return [['has no container whose shell runs a script', 'run /bin/sh with the script']];
  const { source } = container;
  if (listAt(source, 'command').length === 0)
    return [['passes its arguments to the entrypoint of its image, because it has no command', 'move them to command']];
  if (textAt(source, 'imagePullPolicy') === 'Never')
    return [['never pulls its image (imagePullPolicy Never), so it does not start where the image is missing', 'use IfNotPresent']];
  return [...(isRcloneScript(script) ? plainImage(container) : image(container)), ...scratch(container, script)];
}

/** A file of a ConfigMap is not executable, so a shell has to run it. */
function runsScript({ args: [shell = '', ...args] }: Container): boolean {
  if (!/^(\/(usr\/)?bin\/)?(ba|a|da)?sh$/.test(shell)) return false;
  const script = args.findIndex((arg) => /\.sh$|\b(mc|rclone)\b/.test(arg));
  // With -n, a shell only reads the script.
  return script >= 0 && args.slice(0, script).every((arg) => /^-[a-z]*$/.test(arg) && !arg.includes('n'));
}

/** Images that contain `mc`, by the last part of their names. The image of the server has it too. */
const WITH_MC = /(^|[-_.])(mc|minio|minio-client)($|[-_.])/;
/** The tags of quay.io/minio/mc. */
const TAG = /^(latest|edge|RELEASE\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(\.[\w-]+)?)$/;

function image({ image: reference }: Container): Mistake[] {
  const [tagged = ''] = reference.split('@');
  const [name = '', tag] = (tagged.split('/').at(-1) ?? '').split(':');
  if (!WITH_MC.test(name)) return [[`has image ${reference}, which contains no mc`, RUN_SYNTH]];
  const isOfMinio = /(^|\/)minio\/mc:/.test(tagged);
  if (isOfMinio && tag !== undefined && !TAG.test(tag)) return [[`has image ${reference}, which has no such tag`, RUN_SYNTH]];
  return isOfMinio ? otherImage(reference, MC.image) : [];
}

/** A mirror has the same path and tag, below another name. A tag of the same form may not exist. */
function otherImage(reference: string, expected: string): Mistake[] {
  const [registry = '', ...path] = expected.split('/');
  const [own = ''] = reference.split('/');
  const isMirror = reference.includes(path.join('/')) && (own === registry || nearest(own, [registry]) === undefined);
  return isMirror ? [] : [[`has image ${reference} instead of ${expected}`, RUN_SYNTH]];
}

const plainImage = ({ image: reference }: Container): Mistake[] =>
  /(^|[-_.])rclone($|[-_.])/.test(reference.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '')
    ? []
    : [[`has image ${reference}, which contains no rclone`, RUN_SYNTH]];

/** `mc` writes its configuration. */
function scratch({ mounts, source }: Container, script: string): Mistake[] {
  const folders = [...script.matchAll(/(?:--config-dir|-C)[ =]("?)(\/[\w./-]+)\1/g)].map(([, , folder = '']) => folder);
  const isReadOnly = at(source, 'securityContext', 'readOnlyRootFilesystem') === true;
  return [...new Set(folders)].flatMap((folder): Mistake[] => {
    const mount = mounts.find(({ path }) => `${folder}/`.startsWith(`${path.replace(/\/$/, '')}/`));
    if (mount ? !mount.readOnly : !isReadOnly) return [];
    return [[`has no folder ${folder} that mc can write to`, 'mount an emptyDir there']];
  });
}
