/** Checks that the Jobs of the chart's own MinIO can sign in with the root credentials, which their scripts do not quote. */
import { brokenWithoutQuotes, WITHOUT_QUOTES } from '../../../../charts/tempo/storage/s3/unquoted-key';
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { aboutObject, type Pod, titleOf } from '../../../world/kubernetes';
import { hasVolume, textIn } from '../../../world/mounted-file';
import { MICROSERVICES_RULES } from '../rules';

/** The command of all scripts of the subchart, with the two variables that they read from the Secret. */
const UNQUOTED = /MC_COMMAND="[^"\n]* \$ACCESS \$SECRET"/;
const READ = /(?:ACCESS|SECRET)=\$\(cat \/config\/([\w.-]+)\)/g;

/** Only for Secrets whose values are in the manifests. */
export function checkUnquotedKeys({ objects, isOurs }: World, pods: readonly Pod[]): Finding[] {
  const found = new Map<string, Finding>();
  // Several Jobs read the same Secret.
  for (const pod of pods.filter(({ placed }) => placed.object.kind === 'Job'))
    for (const key of keysIn(pod, objects))
      for (const secret of mounted('Secret', pod, objects)) {
        const reason = brokenWithoutQuotes(textIn(secret.object, key) ?? '');
        const id = `${secret.namespace}/${secret.object.metadata.name}/${key}`;
        if (reason === undefined || found.has(id)) continue;
        const problem = `${key} ${reason}, and the script of ${titleOf(pod.placed.object)} does not quote it, so it never completes`;
        const statement = MICROSERVICES_RULES.says('unquoted-key', problem, `use another one, ${WITHOUT_QUOTES}`);
        found.set(id, (isOurs ? error : warning)(secret.place, statement, aboutObject(secret.object)));
      }
  return [...found.values()];
}

/** The keys that the scripts of a Job read, and do not quote. */
function keysIn(pod: Pod, objects: readonly Placed[]): string[] {
  const scripts = mounted('ConfigMap', pod, objects)
    .flatMap(({ object }) => Object.values(mapAt(object, 'data')).map(textFrom))
    .filter((text) => UNQUOTED.test(text));
  return [...new Set(scripts.flatMap((text) => [...text.matchAll(READ)].flatMap(([, key]) => key ?? [])))];
}

const mounted = (wanted: 'ConfigMap' | 'Secret', pod: Pod, objects: readonly Placed[]): Placed[] =>
  objects.filter((placed) => placed.object.kind === wanted && hasVolume(pod, placed));
