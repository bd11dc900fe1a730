/** What a change needs from outside the output: what must exist, new values files of other Applications, and the first `kubectl apply`. */
import path from 'node:path';
import { pagePath } from '../lib/files/own-folder';
import { listed } from '../lib/findings/listed';
import { FLEET_SET } from '../lib/output/fleet-files';
import type { ClusterOutput } from '../synthesis/cluster-output';
import { applyBootstrap, takenNames } from '../synthesis/summary/first-steps';
import type { Item } from './document';

export interface ByHand {
  /** What the cluster must have now and did not need before, one phrase per item. */
  readonly required: readonly string[];
  /** What an administrator does before or after the merge. */
  readonly steps: readonly Item[];
}

/**
 * @param before undefined if there was no cluster file, or none that can be read today
 * @param after undefined if there is no cluster file any more
 * @param folder the output folder of the cluster, as shown in messages
 * @param isNew whether there was no output before
 */
export function byHand(before: ClusterOutput | undefined, after: ClusterOutput | undefined, folder: string, isNew: boolean): ByHand {
  if (!after || (!before && !isNew)) return { required: [], steps: [] };
  return {
    required: without(after.requirements, before?.requirements ?? []),
    steps: [
      ...(isNew ? firstSteps(after, folder) : []),
      ...lacking(after.valuesFiles, before?.valuesFiles ?? []).map((file) => ({
        text: `${shown(folder, file)} is new; after the merge, name it last in the valueFiles of the Application of that release`,
      })),
    ],
  };
}

/** `values/traefik.yaml for traefik in namespace traefik`, with its path in the output folder as code. */
function shown(folder: string, file: string): string {
  const [name = '', ...about] = file.split(' ');
  return [`\`${path.join(folder, name)}\``, ...about].join(' ');
}

/** Those for a file that the others lack: another version is the same file. */
const lacking = (list: readonly string[], others: readonly string[]): string[] =>
  list.filter((one) => !others.some((other) => pathOf(other) === pathOf(one)));

const pathOf = (valuesFile: string): string => valuesFile.split(' ')[0] ?? '';

const without = (list: readonly string[], others: readonly string[]): string[] => list.filter((item) => !others.includes(item));

function firstSteps(output: ClusterOutput, folder: string): Item[] {
  const names = takenNames(output);
  const known =
    names.length > 0
      ? [{ text: `before the merge, read ${pagePath('docs/changes.md')} if one of these already exists: ${names.join(', ')}` }]
      : [];
  const set = output.files.has(FLEET_SET) ? path.join(path.dirname(folder), FLEET_SET) : undefined;
  const hasProjects = /^kind: AppProject$/m.test(output.files.get(`${output.name}/bootstrap.k8s.yaml`) ?? '');
  const what = [...(hasProjects ? ['its AppProjects'] : []), set === undefined ? 'its root Application' : 'the ApplicationSet'];
  const text = `after the merge, an administrator of Argo CD applies ${listed(what)}`;
  const made = set === undefined ? [] : ['# unless it is the same as before:', `kubectl apply -f ${set}`];
  return [...known, { text, commands: [...applyBootstrap(path.dirname(folder), output), ...made] }];
}
