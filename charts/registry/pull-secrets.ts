/** Pull Secrets in the user's own Helm values, which win over that of the cluster file. */
import { at, isMap, type Path, textAt } from '../../lib/yaml/parsed';
import { mergeUserValues } from '../helm-values/merge-values';
import { PULL_SECRETS } from '../helm-values/value-types';
import type { OwnRegistryValues } from './own-values';
import { REGISTRY_RULES } from './rules';

/**
 * Notes the lists of the user's without the Secret of the cluster file. Also one of single pods replaces it: a pod with a list gets none
 * of its ServiceAccount's (https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account). Without any list, the
 * pods cannot pull, which is an error.
 */
export function checkPullSecrets({ values, key, all, defaults, images, findings }: OwnRegistryValues): void {
  const [secret] = images.pullSecrets;
  if (!secret) return;
  const ofStack = defaults.reduce(mergeUserValues, {});
  const lists = listsIn(values).map((path) => ({ path, names: namesIn(at(all, ...path)) }));
  const login = findings.where(['registry', 'pullSecret']);
  for (const { path, names } of lists) {
    if (names.includes(secret.name)) continue;
    if (names.length > 0) {
      const problem = `replaces ${login} for these pods, which have no other login for the mirror then`;
      const fix = `remove it, add ${secret.name} to the list, or accept that`;
      findings.note([...key, ...path], REGISTRY_RULES.says('own-pull-secret', problem, fix));
    } else if (at(ofStack, ...path) !== undefined && lists.every((other) => other.names.length === 0))
      findings.error([...key, ...path], REGISTRY_RULES.says('no-pull-secret', `leaves these pods without ${login}`, 'remove it'));
  }
}

/** The paths of all lists of pull Secrets. */
function listsIn(values: unknown, path: Path = []): Path[] {
  if (!isMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => (PULL_SECRETS.test(key) ? [[...path, key]] : listsIn(value, [...path, key])));
}

/** Some charts have the names alone. */
const namesIn = (list: unknown): unknown[] => (Array.isArray(list) ? list.map((item) => textAt(item, 'name') ?? item) : []);
