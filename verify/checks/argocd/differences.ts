/** Checks that Argo CD ignores the differences that a controller makes, and no others. */
import picomatch from 'picomatch';
import { error, type Finding } from '../../../lib/findings/finding';
import { listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed } from '../../stack';
import { aboutObject, annotationOf, groupOf, titleOf } from '../../world/kubernetes';
import { ARGOCD_RULES } from './rules';

/** What cert-manager writes into webhooks. */
const CA_BUNDLE = /\bcaBundle\b/;

/** @param objects what the Application of the output deploys */
export function checkDifferences({ manifest, place }: Application, objects: readonly Placed[]): Finding[] {
  const entries = listAt(manifest, 'spec', 'ignoreDifferences').map((entry) => ({ entry, paths: pathsOf(entry) }));
  const hidden = entries.flatMap(({ entry, paths }) => {
    const path = paths.find((candidate) => !CA_BUNDLE.test(candidate));
    const about = objects.find(({ object }) => isAbout(entry, object));
    if (path === undefined || !about) return [];
    const problem = `ignores differences in ${path} of ${titleOf(about.object)}, so that a change of it is not synced`;
    return [error(place, ARGOCD_RULES.says('hidden-difference', problem, 'remove it from ignoreDifferences'))];
  });
  const endless = objects.flatMap(({ object }) => {
    if (annotationOf(object, 'cert-manager.io/inject-ca-from') === undefined) return [];
    if (entries.some(({ entry, paths }) => paths.some((path) => CA_BUNDLE.test(path)) && isAbout(entry, object))) return [];
    const problem = 'cert-manager writes its caBundle, which Argo CD takes for a difference';
    return [error(place, ARGOCD_RULES.says('endless-difference', problem, 'add it to ignoreDifferences'), aboutObject(object))];
  });
  return [...hidden, ...endless];
}

const pathsOf = (entry: unknown): string[] => [
  ...[...listAt(entry, 'jsonPointers'), ...listAt(entry, 'jqPathExpressions')].map(textFrom),
  ...listAt(entry, 'managedFieldsManagers').map((manager) => `everything of ${textFrom(manager)}`),
];

/** An entry is about all groups, kinds and names that it does not limit. */
function isAbout(entry: unknown, object: Manifest): boolean {
  const matches = (field: string, text: string) => {
    const pattern = textAt(entry, field) ?? '';
    return pattern === text || picomatch.isMatch(text, pattern || '*', { bash: true, dot: true });
  };
  const isGroup = matches('group', groupOf(object)) || (textAt(entry, 'group') ?? '') === '*';
  return isGroup && matches('kind', object.kind) && (textAt(entry, 'name') === undefined || matches('name', object.metadata.name));
}
