/** Checks that Argo CD ignores the differences that a controller makes, and no others. */
import { error, type Finding } from '../../../lib/findings/finding';
import { listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed } from '../../stack';
import { aboutObject, annotationOf, groupOf, titleOf } from '../../world/kubernetes';
import { matches } from './project';
import { ARGOCD_RULES } from './rules';

/** What cert-manager writes into webhooks, as expression of jq or as JSON pointer. */
const CA_BUNDLE = /^(\.webhooks(\[\d*\])?\??(\[\])?\??\.clientConfig\??\.caBundle|\/webhooks\/\d+\/clientConfig\/caBundle)$/;

/** @param objects what the Application of the output deploys */
export function checkDifferences({ manifest, place }: Application, objects: readonly Placed[]): Finding[] {
  const entries = listAt(manifest, 'spec', 'ignoreDifferences').map((entry) => ({ entry, paths: pathsOf(entry) }));
  const hidden = entries.flatMap(({ entry, paths }) => {
    const path = paths.find((candidate) => !CA_BUNDLE.test(candidate));
    const about = objects.find(({ object }) => isAbout(entry, object));
    if (path === undefined || !about) return [];
    const problem = `ignores differences in ${path} of ${titleOf(about.object)}, so a change of it is not synced`;
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

/** The group and the kind are patterns, of which an empty one matches only the core group (diff_normalizer.go of Argo CD 3.5). */
function isAbout(entry: unknown, object: Manifest): boolean {
  const [group, kind, name] = ['group', 'kind', 'name'].map((field) => textAt(entry, field) ?? '');
  return matches(group ?? '', groupOf(object)) && matches(kind ?? '', object.kind) && (!name || name === object.metadata.name);
}
