/** Checks that a bucket Job has every file that its script reads. */
import type { Container, Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import type { Mistake } from './mistake';

/**
 * The files that the container needs and that no mount provides.
 * @param isOurs whether this project wrote the Job
 */
export function missingFiles({ args, mounts }: Container, pod: Pod, script: string, lookup: Lookup, isOurs: boolean): Mistake[] {
  const inCommand = args.filter((arg) => /^\/[\w./-]+\.sh$/.test(arg));
  const inScript = [...script.matchAll(/(?:\bcat |policy create \S+ \S+ |--config-dir )(\/[\w./-]+)/g)].flatMap(([, file]) => file ?? []);
  return [...new Set([...inCommand, ...inScript])].flatMap((file): Mistake[] => {
    const mount = mounts
      .filter(({ path }) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
      .toSorted((a, b) => b.path.length - a.path.length)[0];
    if (!mount) return [[`needs ${file}, where nothing is mounted`, 'correct its mounts']];
    const volumes = pod.volumes.filter(({ volume }) => volume === mount.volume);
    // Without a source, a volume is empty.
    if (isOurs && script.includes(`cat ${file}`) && volumes.length === 0)
      return [[`needs ${file}, but volume ${mount.volume} is no Secret or ConfigMap`, 'correct the volume']];
    const name = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
    const without = volumes.filter((volume) => !hasFile(volume, name, pod, lookup));
    const [first] = without;
    if (!first || without.length < volumes.length) return [];
    return [[`needs ${file}, but ${first.kind} ${first.name} has no ${name} there`, 'correct the name']];
  });
}

/** What is not known is taken to exist; a missing Secret or ConfigMap has its own finding. */
function hasFile({ kind, name, paths }: Pod['volumes'][number], file: string, { placed }: Pod, lookup: Lookup): boolean {
  if (paths.length > 0) return paths.includes(file);
  const { keys } = lookup.source(kind, placed.namespace ?? '', name) ?? { keys: 'any' };
  return keys === 'any' || keys.has(file);
}
