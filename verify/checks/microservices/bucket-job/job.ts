/** Checks that a bucket Job runs, completes, and has every file that its script reads. */
import { at, mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { annotationOf, type Container, type Pod } from '../../../world/kubernetes';
import { isMeshed } from '../../addresses/mesh';
import type { Mistake } from './script';

const NATIVE = 'config.linkerd.io/proxy-enable-native-sidecar';

/** Why the Job does not run or complete. */
export function jobMistakes(pod: Pod, world: World): Mistake[] {
  const { object } = pod.placed;
  const spec = at(object, 'spec');
  const found: Mistake[] = [];
  if (at(spec, 'suspend') === true) found.push(['is suspended, so it never runs', 'remove suspend']);
  for (const field of ['parallelism', 'completions'])
    if (at(spec, field) === 0) found.push([`has ${field} 0, so it never runs`, `remove ${field}`]);
  const namespace = world.objects.find((other) => other.object.kind === 'Namespace' && other.object.metadata.name === pod.placed.namespace);
  const native = pod.annotations[NATIVE] ?? (namespace && annotationOf(namespace.object, NATIVE));
  if (isMeshed(pod, world) && native !== 'true')
    found.push(['is in the mesh, and its sidecar keeps it from completing', 'annotate the pod with linkerd.io/inject: disabled']);
  if (world.isOurs && !pod.containers.some(runsScript))
    found.push(['has no container whose shell runs a script', 'run /bin/sh with the script']);
  const limit = Number(textAt(spec, 'activeDeadlineSeconds'));
  if (world.isOurs && !Number.isNaN(limit)) found.push([`has activeDeadlineSeconds ${limit}, after which it stays failed`, 'remove it']);
  return found;
}

/** A file of a ConfigMap is not executable, so a shell has to run it. */
const runsScript = ({ args }: Container): boolean =>
  args.some((arg) => /^(\/(usr\/)?bin\/)?(ba|a|da)?sh$/.test(arg)) && args.some((arg) => /\.sh$|\bmc\b/.test(arg));

/** The files that the container needs and that no mount provides. */
export function missingFiles({ args, mounts }: Container, { volumes, placed }: Pod, script: string, { objects, isOurs }: World): Mistake[] {
  const inCommand = args.filter((arg) => /^\/[\w./-]+\.sh$/.test(arg));
  const inScript = [...script.matchAll(/(?:\bcat |policy create \S+ \S+ |--config-dir )(\/[\w./-]+)/g)].flatMap(([, file]) => file ?? []);
  return [...new Set([...inCommand, ...inScript])].flatMap((file): Mistake[] => {
    const mount = mounts
      .filter(({ path }) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
      .toSorted((a, b) => b.path.length - a.path.length)[0];
    if (!mount) return [[`needs ${file}, where nothing is mounted`, 'correct its mounts']];
    // Without a source, a volume is empty.
    if (isOurs && script.includes(`cat ${file}`) && !volumes.some((each) => each.volume === mount.volume))
      return [[`needs ${file}, but volume ${mount.volume} is no Secret or ConfigMap`, 'correct the volume']];
    const volume = volumes.find((each) => each.volume === mount.volume && each.kind === 'ConfigMap' && each.keys.length === 0);
    const map = objects.find(
      ({ object, namespace }) => object.kind === 'ConfigMap' && object.metadata.name === volume?.name && namespace === placed.namespace,
    );
    const key = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
    const keys = map && { ...mapAt(map.object, 'data'), ...mapAt(map.object, 'binaryData') };
    return keys && !Object.hasOwn(keys, key) ? [[`needs ${file}, but ConfigMap ${volume?.name} has no ${key}`, 'correct the name']] : [];
  });
}
