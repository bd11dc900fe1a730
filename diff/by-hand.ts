/** What a change needs from outside the output: what must exist, values files of other Applications, and the first `kubectl apply`. */
import path from 'node:path';
import type { ClusterOutput } from '../charts/cluster-output';
import { takenNames } from '../charts/first-steps';
import { FLEET_SET } from '../lib/output/fleet-files';
import { pagePath } from '../lib/own-folder';
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
  const added = (of: (output: ClusterOutput) => readonly string[]) => without(of(after), before ? of(before) : []);
  const gone = before ? without(before.valuesFiles, after.valuesFiles) : [];
  return {
    required: added(({ requirements }) => requirements),
    steps: [
      ...gone.map((file) => ({
        text: `${shown(folder, file)} leaves the output; before the merge, remove it from the valueFiles of the Application that names it`,
      })),
      ...(isNew ? firstSteps(after, folder) : []),
      ...added(({ valuesFiles }) => valuesFiles).map((file) => ({
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

const without = (list: readonly string[], others: readonly string[]): string[] => list.filter((item) => !others.includes(item));

function firstSteps(output: ClusterOutput, folder: string): Item[] {
  const names = takenNames(output);
  const known =
    names.length > 0 ? [{ text: `if one of these already exists, read ${pagePath('docs/changes.md')} first: ${names.join(', ')}` }] : [];
  const isMade = output.files.some(([file]) => file === FLEET_SET);
  const made = isMade ? [`kubectl apply -f ${path.join(path.dirname(folder), FLEET_SET)} # unless it is the same as before`] : [];
  const text = `after the merge, an administrator of Argo CD applies its AppProjects${isMade ? '' : ' and its root Application'}`;
  return [...known, { text, commands: [`kubectl apply -f ${path.join(folder, 'bootstrap.k8s.yaml')}`, ...made] }];
}
